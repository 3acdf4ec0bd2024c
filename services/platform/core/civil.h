#pragma once

#include "absl/time/civil_time.h"

namespace buurtbrug::platform::core {

// The same day `months` later; a month without that day ends on its last day (31 January and one
// month is 28 or 29 February). Pure; `months` may be negative.
absl::CivilDay AddMonths(absl::CivilDay day, int months);

}  // namespace buurtbrug::platform::core
