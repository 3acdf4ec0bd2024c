#pragma once

#include "absl/status/status.h"
#include "matching/domain/match.h"
#include "matching/store/profile_store.h"
#include "platform/core/clock.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

namespace buurtbrug::matching::app {

// What registration tells: keeps what it says of the families, and stops what follows from it.
// Thread-safe.
//
// By news that a support family is not ready on the day of the news, each of its matches that is
// only proposed or introduced is declined: a step of its own with the reason
// SUPPORT_FAMILY_NOT_READY, dated on that day or on that of the match's last step, told on the
// feed, by nobody. Only the newest news of a family does so, and only to matches that were proposed
// before it was known: the feed read again, also from its beginning, ends nothing. Past the
// contract's run-off nothing is done either. In a sealed period the step is marked as a correction.
class RegistrationNews {
 public:
  RegistrationNews(const platform::core::Clock& clock, platform::core::Random& random)
      : clock_(clock), random_(random) {}

  // One entry of registration's feed, within the transaction of the follower.
  absl::Status Apply(platform::postgres::ScopedTransaction& transaction,
                     const platform::feed::Entry& entry);

  // News of the readiness of a support family of `tenant`, within a transaction under its scope.
  void TakeReadiness(platform::postgres::ScopedTransaction& transaction,
                     const platform::core::TenantScope& tenant, const store::ReadinessNews& news);

 private:
  void Stop(platform::postgres::ScopedTransaction& transaction,
            const platform::core::TenantScope& tenant, domain::MatchHead match,
            absl::CivilDay unready_on);

  const platform::core::Clock& clock_;
  platform::core::Random& random_;
};

}  // namespace buurtbrug::matching::app
