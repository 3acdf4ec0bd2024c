#include "platform/core/civil.h"

#include <algorithm>

namespace buurtbrug::platform::core {

absl::CivilDay AddMonths(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last(absl::CivilDay(month + 1) - 1);
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

}  // namespace buurtbrug::platform::core
