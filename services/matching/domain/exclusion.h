#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/match.h"
#include "platform/core/uuid.h"

namespace buurtbrug::matching::domain {

using ExclusionId = platform::core::StrongId<struct ExclusionTag>;

// A pair that a coordinator excluded, or let in again.
struct ExcludedPair {
  FamilyId request_family;
  FamilyId support_family;
  bool in_force = true;
};

// By which it was excluded (the first) or let in again (the second).
struct ExclusionStep {
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  std::string reason;
  bool correction = false;
};

struct Exclusion {
  ExclusionId id;
  ExcludedPair pair;
  std::int64_t version = 0;
  std::vector<ExclusionStep> steps;
};

}  // namespace buurtbrug::matching::domain
