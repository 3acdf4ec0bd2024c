#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "matching/engine/plan/plan.h"
#include "matching/engine/plan/snapshot.h"

namespace buurtbrug::matching::engine {

// Makes the plan of a frozen snapshot, as MakePlan does.
using Planner = std::function<absl::StatusOr<Plan>(const Snapshot&, const PlanOptions&)>;

// What `planner` makes, after CheckPlan accepted it: the only way to a plan that is kept or told.
//   OUT_OF_RANGE  as ScoringOf
//   INTERNAL      the checker refuses it; the message says where, by numbers of the snapshot
absl::StatusOr<Plan> MakeCheckedPlan(const Snapshot& snapshot, const PlanOptions& options = {},
                                     const Planner& planner = MakePlan);

}  // namespace buurtbrug::matching::engine
