#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/engine/plan/plan.h"

namespace buurtbrug::matching::engine {

struct SolvedPart {
  std::vector<std::int32_t> supporter_of;  // of the units of the part, in their order
  std::int64_t amount = 0;
  PartProof proof;
};

// The best plan of a part: branch and bound, depth first, over the units that several support
// families share in a relaxation. It ends where no plan can be better any more or, with a bound
// above what it has, after `most_nodes` nodes, though not before it has a plan. Deterministic.
absl::StatusOr<SolvedPart> SolvePart(const PlanInstance& instance, const PlanPart& part,
                                     std::int32_t most_nodes);

}  // namespace buurtbrug::matching::engine
