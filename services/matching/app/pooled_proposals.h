#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/pooled.h"
#include "matching/store/reservation_store.h"
#include "platform/access/call.h"
#include "platform/core/clock.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"
#include "platform/tenant/pools.h"

namespace buurtbrug::matching::app {

using platform::access::Call;
using platform::core::Receipt;

// Places of support families that other contracts offer. The contract of the support family keeps
// the place, that of the request family the match, and no transaction sees both:
//   1. there, with the family's places held: a reservation, which lapses by itself;
//   2. here: the step of the match;
//   3. there again: the reservation follows the match.
// Whoever ends after 1 leaves what lapses; after 2, the feed of matching brings 3. Thread-safe.
class PooledProposals {
 public:
  // Whether the step is recorded for which the place was reserved.
  enum class AwaitedStep { kMayCome, kCame };

  // For how long a reservation waits for its match.
  static constexpr absl::Duration kPatience = absl::Minutes(5);

  // `learn_pools` brings `pools` up to date with all that tenancy had committed when the call came.
  // All outlive this object.
  PooledProposals(platform::postgres::Database& database, platform::tenant::Gate& gate,
                  const platform::core::Clock& clock, platform::core::Random& random,
                  const platform::tenant::Pools& pools,
                  std::function<absl::Status(const Call&)> learn_pools)
      : database_(database),
        gate_(gate),
        clock_(clock),
        random_(random),
        pools_(pools),
        learn_pools_(std::move(learn_pools)) {}

  // Where the support family comes from; nothing: it is the contract's own.
  absl::StatusOr<std::optional<domain::PoolOrigin>> OriginOf(
      const platform::core::TenantScope& tenant, const domain::FamilyId& family);

  // Steps 1 to 3 about a match of the call's contract, `record` being step 2. `capacity`: how many
  // matches its screening allows, where registration was asked; else as its profile has it. Of
  // those who want the last place at the same time, in whatever contracts, one gets it.
  //   FAILED_PRECONDITION POOL_AGREEMENT_NOT_IN_FORCE  the two contracts do not pool, today or on
  //                                                    `day`
  //   FAILED_PRECONDITION FAMILY_NOT_OFFERED           the family does not agree to it any more
  //   as domain::CheckPlaceLeft, and what `record` and `learn_pools` say
  absl::StatusOr<Receipt> WithPlace(const Call& call, const domain::PoolOrigin& origin,
                                    const domain::MatchId& match, absl::CivilDay day,
                                    std::optional<int> capacity,
                                    const std::function<absl::StatusOr<Receipt>()>& record);

  // Step 1 alone.
  absl::Status Reserve(const Call& call, const store::MatchAcross& match, absl::CivilDay day,
                       std::optional<int> capacity);
  // Step 3 alone: the place of a match becomes what the match says now, and the other services are
  // told its state there, once. A match that is not there wants none. What waits for a step that
  // may still come goes on waiting (domain::WaitsForStep).
  absl::Status Follow(const store::MatchAcross& match, AwaitedStep step = AwaitedStep::kMayCome);

  // Step 3 by an entry of matching's own feed, within the transaction of the follower.
  absl::Status Apply(platform::postgres::ScopedTransaction& transaction,
                     const platform::feed::Entry& entry);

 private:
  // The place of the match, its family being held; goes to the contract that keeps it now.
  absl::StatusOr<std::optional<domain::Reservation>> HoldPlace(
      platform::postgres::ScopedTransaction& transaction, store::MatchAcross& match);
  // A place that is new here may stand in the contract that this one follows: it is left there.
  absl::Status LeaveBefore(platform::postgres::ScopedTransaction& transaction,
                           const store::MatchAcross& match, absl::Time now);
  void Tell(platform::postgres::ScopedTransaction& transaction,
            const platform::core::TenantScope& offering,
            const std::vector<store::StandingAcross>& standings, absl::Time now);

  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  const platform::core::Clock& clock_;
  platform::core::Random& random_;
  const platform::tenant::Pools& pools_;
  const std::function<absl::Status(const Call&)> learn_pools_;
};

// As PooledProposals::WithPlace when another contract offers the family; else, and without
// `pooled`, `record` alone.
absl::StatusOr<Receipt> WithPlace(PooledProposals* pooled, const Call& call,
                                  const domain::FamilyId& family, const domain::MatchId& match,
                                  absl::CivilDay day,
                                  const std::function<absl::StatusOr<Receipt>()>& record);

}  // namespace buurtbrug::matching::app
