#include "matching/engine/plan/checked_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/engine/plan/random_snapshot_test.h"

namespace buurtbrug::matching::engine {
namespace {

Snapshot SomeSnapshot() {
  std::mt19937_64 random(3);
  return Freeze(RandomSnapshot({.units = 8, .supporters = 5, .siblings_in_ten = 0}, random))
      .value();
}

TEST(MakeCheckedPlan, GivesThePlanThatTheCheckerAccepts) {
  const Snapshot snapshot = SomeSnapshot();
  EXPECT_EQ(SerializePlan(MakeCheckedPlan(snapshot).value()),
            SerializePlan(MakePlan(snapshot).value()));
}

TEST(MakeCheckedPlan, RefusesAPlanOfWhichOneNumberIsWrong) {
  const Snapshot snapshot = SomeSnapshot();
  const auto spoiled_by = [&](const auto& spoil) {
    const Planner planner = [&](const Snapshot& of, const PlanOptions& options) {
      absl::StatusOr<Plan> plan = MakePlan(of, options);
      spoil(*plan);
      return plan;
    };
    return MakeCheckedPlan(snapshot, {}, planner).status();
  };
  ASSERT_GT(MakePlan(snapshot)->worth.helped_in_all(), 1);
  EXPECT_EQ(spoiled_by([](Plan&) {}), absl::OkStatus());
  for (const absl::Status& refusal :
       {spoiled_by([](Plan& plan) { ++plan.worth.fit; }),
        spoiled_by([](Plan& plan) { --plan.proofs.front().nodes.front().price.front(); }),
        spoiled_by([](Plan& plan) { plan.lines.front().chosen.supporter = 99; })}) {
    EXPECT_EQ(refusal.code(), absl::StatusCode::kInternal);
    EXPECT_THAT(std::string(refusal.message()), ::testing::StartsWith("plan: "));
  }
}

TEST(MakeCheckedPlan, PassesOnWhatCannotBeWeighed) {
  const Planner planner = [](const Snapshot&, const PlanOptions&) -> absl::StatusOr<Plan> {
    return absl::OutOfRangeError("too many");
  };
  EXPECT_EQ(MakeCheckedPlan(SomeSnapshot(), {}, planner).status().code(),
            absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
