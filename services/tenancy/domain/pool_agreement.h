#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "platform/core/uuid.h"

namespace buurtbrug::tenancy::domain {

using platform::core::PoolAgreementId;

// For whom a match across the border counts; kOffering in agreements of before only. Numbers as in
// buurtbrug.tenancy.v1.PoolCounts.
enum class PoolCounts { kNone = 0, kReceiving = 1, kOffering = 2 };

// That support families of one municipality may be matched with request families of another. Days
// are civil days in Europe/Amsterdam, both ends included.
struct PoolAgreement {
  PoolAgreementId id;
  // Where the support families live.
  std::string offering;
  // Where the request families live.
  std::string receiving;
  absl::CivilDay first_day;
  // The day before `first_day` when it ended before it began. Nothing: no end is known.
  std::optional<absl::CivilDay> last_day;
  PoolCounts counts_for = PoolCounts::kNone;
  int64_t version = 1;
};

// INVALID_ARGUMENT naming the field: INVALID_MUNICIPALITY, SAME_MUNICIPALITY, LAST_DAY_TOO_EARLY,
// INVALID_COUNTS. Pure.
absl::Status CheckPool(const PoolAgreement& agreement);

// INVALID_ARGUMENT LAST_DAY_TOO_EARLY unless `last_day` is today or later, and on the eve of the
// first day or later. Pure.
absl::Status CheckPoolEnd(const PoolAgreement& agreement, absl::CivilDay last_day,
                          absl::CivilDay today);

}  // namespace buurtbrug::tenancy::domain
