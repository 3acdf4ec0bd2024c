#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/family_card.h"
#include "platform/core/uuid.h"

namespace buurtbrug::matching::domain {

using PlanId = platform::core::StrongId<struct PlanTag>;

inline constexpr int kLongestNote = 500;

// A request family that waits, or a support family that is available, and could not be in a plan.
struct UnplannedFamily {
  FamilyId family;
  FamilyRole role = FamilyRole::kRequest;
  // kProfileUnknown, kAreaUnknown, or kNeedUnknown: of nobody in it a need is known.
  Unsearched reason = Unsearched::kSearched;
  friend bool operator==(const UnplannedFamily& a, const UnplannedFamily& b) = default;
};

// A plan that was made, without its bytes.
struct PlanRecord {
  PlanId id;
  absl::CivilDay day;  // for which it was made
  std::int64_t weights_version = 0;
  std::string made_by;
  absl::Time made_at;
  std::string note;
  int units = 0;
  int support_families = 0;
  int unplanned = 0;
  std::array<int, 3> helped{};  // units of each class, the first first
  std::int64_t fit = 0;
  std::int64_t gap = 0;
  bool helps_most = false;
  std::string snapshot_digest;  // SHA-256, 32 bytes
  std::string plan_digest;
};

// With what it was made from, and what was made.
struct KeptPlan {
  PlanRecord record;
  std::string snapshot;
  std::string plan;
  std::vector<UnplannedFamily> unplanned;  // by id
  // The bytes still have the digests.
  bool digests_hold = false;
};

}  // namespace buurtbrug::matching::domain
