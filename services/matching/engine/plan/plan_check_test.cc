#include "matching/engine/plan/plan_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "matching/engine/plan/random_snapshot_test.h"

namespace buurtbrug::matching::engine {
namespace {

Snapshot Frozen(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return Freeze(RandomSnapshot({.units = 5, .supporters = 3, .siblings_in_ten = 4}, random))
      .value();
}

// Calls `visit(name, number)` for each number that choices, worth, gap and proof have.
template <typename Visit>
void ForNumbers(Plan& plan, const Visit& visit) {
  for (PlanLine& line : plan.lines) {
    visit("chosen supporter", line.chosen.supporter);
    visit("chosen fit", line.chosen.fit);
  }
  for (std::int32_t& helped : plan.worth.helped) {
    visit("helped", helped);
  }
  visit("fit", plan.worth.fit);
  visit("gap", plan.gap);
  for (PartProof& proof : plan.proofs) {
    for (std::int32_t& unit : proof.part.units) {
      visit("part unit", unit);
    }
    for (std::int32_t& supporter : proof.part.supporters) {
      visit("part supporter", supporter);
    }
    for (std::int32_t& taken : proof.taken) {
      visit("taken", taken);
    }
    for (ProofNode& node : proof.nodes) {
      visit("node bound", node.bound);
      visit("proven", node.proven);
      visit("branch unit", node.branch_unit);
      visit("children", node.children);
      for (std::int64_t& value : node.value) {
        visit("value", value);
      }
      for (std::int64_t& price : node.price) {
        visit("price", price);
      }
    }
  }
}

TEST(CheckPlan, RefusesEveryPlanOfWhichOneNumberIsChanged) {
  constexpr std::int64_t kFar = 1'000'000'007;
  int changed = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Snapshot snapshot = Frozen(seed);
    Plan plan = MakePlan(snapshot, {.threads = 1, .most_nodes = seed % 2 == 0 ? 1000 : 2}).value();
    ASSERT_EQ(CheckPlan(snapshot, plan), absl::OkStatus());
    ForNumbers(plan, [&](const char* name, auto& number) {
      using Number = std::remove_reference_t<decltype(number)>;
      const Number before = number;
      for (const std::int64_t by : {std::int64_t{1}, std::int64_t{-1}, kFar}) {
        number = static_cast<Number>(before + by);
        EXPECT_FALSE(CheckPlan(snapshot, plan).ok())
            << name << " " << before << " changed by " << by << ", seed " << seed;
        ++changed;
      }
      number = before;
    });
    ASSERT_EQ(CheckPlan(snapshot, plan), absl::OkStatus());
  }
  EXPECT_GT(changed, 20'000);
}

TEST(CheckPlan, RefusesWhatIsCutOutOfItsListsOrPutIn) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Snapshot snapshot = Frozen(seed);
    const Plan plan = MakePlan(snapshot).value();
    if (plan.proofs.empty()) {
      continue;
    }
    const std::vector<std::function<void(Plan&)>> spoils = {
        [](Plan& spoiled) { spoiled.lines.pop_back(); },
        [](Plan& spoiled) { spoiled.proofs.pop_back(); },
        [](Plan& spoiled) { spoiled.proofs.push_back(spoiled.proofs.front()); },
        [](Plan& spoiled) { spoiled.proofs.front().nodes.clear(); },
        [](Plan& spoiled) {
          spoiled.proofs.front().nodes.push_back(spoiled.proofs.front().nodes.front());
        },
        [](Plan& spoiled) { spoiled.proofs.front().nodes.front().price.pop_back(); },
        [](Plan& spoiled) { spoiled.proofs.front().nodes.front().value.push_back(0); },
        [](Plan& spoiled) { spoiled.helps_most = !spoiled.helps_most; },
        [](Plan& spoiled) { spoiled.lines.front().outcome = static_cast<Outcome>(9); },
    };
    for (std::size_t i = 0; i < spoils.size(); ++i) {
      Plan spoiled = plan;
      spoils[i](spoiled);
      EXPECT_FALSE(CheckPlan(snapshot, spoiled).ok()) << "spoil " << i << ", seed " << seed;
    }
  }
}

TEST(CheckPlan, RefusesThePlanOfAnotherSnapshot) {
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Snapshot snapshot = Frozen(seed);
    const Plan plan = MakePlan(snapshot).value();
    if (plan.worth.helped_in_all() == 0) {
      continue;  // as good a plan of the others
    }
    Snapshot later = snapshot;
    later.day += 60;  // willingness is old
    EXPECT_FALSE(CheckPlan(later, plan).ok()) << seed;
    Snapshot other_weights = snapshot;
    other_weights.weights.of[static_cast<std::size_t>(FitPart::kKinds)] += 1;
    EXPECT_FALSE(CheckPlan(other_weights, plan).ok()) << seed;
    ++refused;
  }
  EXPECT_GT(refused, 30);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
