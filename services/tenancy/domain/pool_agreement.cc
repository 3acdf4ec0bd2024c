#include "tenancy/domain/pool_agreement.h"

#include <algorithm>

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {

namespace core = platform::core;

absl::Status CheckPool(const PoolAgreement& agreement) {
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseMunicipality("offering_municipality", agreement.offering).status());
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseMunicipality("receiving_municipality", agreement.receiving).status());
  if (agreement.offering == agreement.receiving) {
    return core::InvalidField("receiving_municipality", "SAME_MUNICIPALITY",
                              "a pool agreement is between two municipalities");
  }
  if (agreement.last_day && *agreement.last_day < agreement.first_day) {
    return core::InvalidField("last_day", "LAST_DAY_TOO_EARLY",
                              "the last day is on or after the first day");
  }
  if (agreement.counts_for == PoolCounts::kNone) {
    return core::InvalidField("counts_for", "INVALID_COUNTS",
                              "say for whom a match across the border counts");
  }
  if (agreement.counts_for == PoolCounts::kOffering) {
    return core::InvalidField("counts_for", "INVALID_COUNTS",
                              "a match across the border counts for the municipality of the "
                              "request family: it is recorded there, and nowhere else");
  }
  return absl::OkStatus();
}

absl::Status CheckPoolEnd(const PoolAgreement& agreement, absl::CivilDay last_day,
                          absl::CivilDay today) {
  return last_day < std::max(today, agreement.first_day - 1)
             ? core::InvalidField("last_day", "LAST_DAY_TOO_EARLY",
                                  "a pool agreement ends today at the earliest")
             : absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::domain
