#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"

namespace buurtbrug::matching::domain {

// Both days included.
struct ReadySpan {
  absl::CivilDay first_day;
  // Nothing: for ever, as far as is known.
  std::optional<absl::CivilDay> last_day;
};

// When a support family is ready for a trial, as registration told it last: a copy, which decides
// what is proposed and what goes on being proposed. Whether a trial starts is registration's answer
// of that moment.
struct ToldReadiness {
  // What was told before of days from this one on no longer holds. Of earlier days only the spans
  // are known.
  absl::CivilDay told_on;
  std::vector<ReadySpan> spans = {};
  // Of the entry that told it; 0: nothing was ever told.
  int64_t sequence = 0;
};

// Whether the family is known not to be ready on `day`. Pure.
bool IsUnready(const ToldReadiness& told, absl::CivilDay day);

}  // namespace buurtbrug::matching::domain
