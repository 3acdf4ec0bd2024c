#include "matching/engine/plan/checked_plan.h"

#include "matching/engine/plan/plan_check.h"

namespace buurtbrug::matching::engine {

absl::StatusOr<Plan> MakeCheckedPlan(const Snapshot& snapshot, const PlanOptions& options,
                                     const Planner& planner) {
  absl::StatusOr<Plan> plan = planner(snapshot, options);
  if (!plan.ok()) {
    return plan;
  }
  if (const absl::Status verdict = CheckPlan(snapshot, *plan); !verdict.ok()) {
    return absl::InternalError(verdict.message());
  }
  return plan;
}

}  // namespace buurtbrug::matching::engine
