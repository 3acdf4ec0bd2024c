#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "tenancy/domain/contract.h"
#include "tenancy/domain/pool_agreement.h"

namespace buurtbrug::tenancy::domain {

using PoolConsentId = platform::core::StrongId<struct PoolConsentTag>;

// Numbers as in buurtbrug.tenancy.v1.PoolSide.
enum class PoolSide { kNone = 0, kOffering = 1, kReceiving = 2 };

// That one side of a pool agreement consents to it, for one of its contracts. Days are civil days
// in Europe/Amsterdam, both ends included.
struct PoolConsent {
  PoolConsentId id;
  platform::core::TenantScope tenant;
  PoolAgreementId agreement;
  PoolSide side = PoolSide::kNone;
  absl::CivilDay first_day;
  // The day before `first_day` when it ended before it began. Nothing: no end is known.
  std::optional<absl::CivilDay> last_day = {};
  int64_t version = 1;
};

// On which side a municipality is. Pure.
PoolSide SideOf(const PoolAgreement& agreement, const std::string& municipality);

// Whether `contract` may give `consent` to `agreement` today. Pure.
//   INVALID_ARGUMENT     FIRST_DAY_TOO_EARLY (before today), LAST_DAY_TOO_EARLY (before the first)
//   FAILED_PRECONDITION  OUTSIDE_POOL_AGREEMENT, CONTRACT_NOT_RUNNING on the first day
absl::Status CheckConsent(const PoolAgreement& agreement, const Contract& contract,
                          const PoolConsent& consent, absl::CivilDay today);

// Whether `consent` may have that last day. Pure.
//   INVALID_ARGUMENT     LAST_DAY_TOO_EARLY unless it is today or later, and on the eve of the
//   first
//                        day or later
//   FAILED_PRECONDITION  POOL_CONSENT_ENDED: it was over before today
absl::Status CheckConsentEnd(const PoolConsent& consent, absl::CivilDay last_day,
                             absl::CivilDay today);

}  // namespace buurtbrug::tenancy::domain
