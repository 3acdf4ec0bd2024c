#pragma once

#include "absl/status/status.h"
#include "matching/engine/plan/plan.h"

namespace buurtbrug::matching::engine {

// Whether `plan` is a plan of `snapshot` that is worth what it says, and proves by itself that no
// plan is worth more than that and its gap. Takes nothing on trust from who made it: finds the
// possible pairs by the rules, looking at every unit with every support family, and shares no code
// with the solver but what the worth of a plan means (objective.h). Of the lines it looks at
// outcome and choice; what else they tell follows from the snapshot by making the plan again.
//
// When any single number of choices, worth, gap or proof is changed it is refused, unless what
// comes of it is another proof that holds (as after exchanging two units that are alike).
//   FAILED_PRECONDITION  it is not; the message says where
//   OUT_OF_RANGE         as ScoringOf
absl::Status CheckPlan(const Snapshot& snapshot, const Plan& plan);

}  // namespace buurtbrug::matching::engine
