#include "platform/core/civil.h"

#include <algorithm>

namespace buurtbrug::platform::core {

absl::CivilDay AddMonths(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last(absl::CivilDay(month + 1) - 1);
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

absl::CivilDay Birthday(absl::CivilDay birth, int years) {
  // A day that does not exist is normalised to the one after it.
  return absl::CivilDay(birth.year() + years, birth.month(), birth.day());
}

}  // namespace buurtbrug::platform::core
