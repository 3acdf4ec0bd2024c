#include "tenancy/domain/pool_consent.h"

#include <algorithm>

#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {

namespace core = platform::core;
using absl::StatusCode;

PoolSide SideOf(const PoolAgreement& agreement, const std::string& municipality) {
  if (municipality == agreement.offering) {
    return PoolSide::kOffering;
  }
  return municipality == agreement.receiving ? PoolSide::kReceiving : PoolSide::kNone;
}

absl::Status CheckConsent(const PoolAgreement& agreement, const Contract& contract,
                          const PoolConsent& consent, absl::CivilDay today) {
  const absl::CivilDay first_day = consent.first_day;
  if (first_day < today) {
    return core::InvalidField("first_day", "FIRST_DAY_TOO_EARLY",
                              "a consent begins today at the earliest");
  }
  if (consent.last_day && *consent.last_day < first_day) {
    return core::InvalidField("last_day", "LAST_DAY_TOO_EARLY",
                              "the last day is on or after the first day");
  }
  if (first_day < agreement.first_day || (agreement.last_day && *agreement.last_day < first_day)) {
    return core::Error(StatusCode::kFailedPrecondition, "OUTSIDE_POOL_AGREEMENT",
                       "the agreement does not hold on the first day");
  }
  if (first_day < contract.first_day || (contract.last_day && *contract.last_day < first_day)) {
    return core::Error(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING",
                       "the contract does not run on the first day");
  }
  return absl::OkStatus();
}

absl::Status CheckConsentEnd(const PoolConsent& consent, absl::CivilDay last_day,
                             absl::CivilDay today) {
  if (consent.last_day && *consent.last_day < today) {
    return core::Error(StatusCode::kFailedPrecondition, "POOL_CONSENT_ENDED",
                       "the consent is over; give a new one");
  }
  return last_day < std::max(today, consent.first_day - 1)
             ? core::InvalidField("last_day", "LAST_DAY_TOO_EARLY",
                                  "a consent ends today at the earliest")
             : absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::domain
