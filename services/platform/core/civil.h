#pragma once

#include "absl/time/civil_time.h"

namespace buurtbrug::platform::core {

// The same day `months` later; a month without that day ends on its last day (31 January and one
// month is 28 or 29 February). Pure; `months` may be negative.
absl::CivilDay AddMonths(absl::CivilDay day, int months);

// The day on which who is born on `birth` becomes `years` old; of 29 February in other years
// 1 March, when 28 February is over. The one rule for every age. Pure.
absl::CivilDay Birthday(absl::CivilDay birth, int years);

}  // namespace buurtbrug::platform::core
