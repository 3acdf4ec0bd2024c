// A plan beside the optimum that LEMON finds, on snapshots too large to try every set.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "matching/engine/plan/plan.h"
#include "matching/engine/plan/plan_check.h"
#include "matching/engine/plan/random_snapshot_test.h"
#include "tests/bench/assign/lemon_solver.h"

namespace buurtbrug::matching::engine {
namespace {

// The possible pairs as a graph, a column for each free place, built from rules and fit alone.
struct Pairs {
  BipartiteGraph graph;                // costs are fits, negative
  std::vector<std::int64_t> priority;  // of rows
  std::int64_t fits = 0;               // the highest of each unit, added up
};

Pairs PairsOf(const Snapshot& snapshot) {
  Pairs pairs;
  std::vector<std::int32_t> first_place;
  for (const Supporter& supporter : snapshot.supporters) {
    first_place.push_back(pairs.graph.right_count);
    pairs.graph.right_count += supporter.free_places;
  }
  const Conditions conditions = ConditionsOf(snapshot);
  for (const Unit& unit : snapshot.units) {
    std::int32_t highest = 0;
    for (std::size_t s = 0; s < snapshot.supporters.size(); ++s) {
      const Supporter& supporter = snapshot.supporters[s];
      if (!BrokenRules(unit, supporter, conditions).empty()) {
        continue;
      }
      const std::int32_t fit = FitOf(unit, supporter, snapshot.weights, snapshot.day).total;
      highest = std::max(highest, fit);
      for (std::int32_t place = 0; place < supporter.free_places; ++place) {
        pairs.graph.right.push_back(first_place[s] + place);
        pairs.graph.cost.push_back(-fit);
      }
    }
    pairs.graph.row_begin.push_back(static_cast<std::int64_t>(pairs.graph.right.size()));
    pairs.priority.push_back(PriorityOf(unit, snapshot.day));
    pairs.fits += highest;
  }
  return pairs;
}

// What a unit of each class counts for: more than all of the lower classes and all fits together.
std::array<std::int64_t, 3> AmountsOf(const Pairs& pairs) {
  const std::int64_t base = 2 * pairs.fits + 1;
  const std::int64_t step = pairs.graph.left_count() + 1;
  return {base * step * step, base * step, base};
}

TEST(PlanAndLemon, AgreeOnLargeSnapshotsWhereEachUnitTakesOnePlace) {
  int unhelped = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    std::mt19937_64 random(seed);
    // Places are scarce, even and to spare.
    const RandomShape shape = {
        .units = 400, .supporters = 90 + 60 * static_cast<int>(seed % 3), .siblings_in_ten = 0};
    const Snapshot snapshot = Freeze(RandomSnapshot(shape, random)).value();
    const Plan plan = MakePlan(snapshot, {.threads = 2}).value();
    EXPECT_TRUE(plan.is_optimal());
    EXPECT_EQ(CheckPlan(snapshot, plan), absl::OkStatus());

    Pairs pairs = PairsOf(snapshot);
    const std::int64_t cardinality =
        bench::SolveWithLemon("network-simplex-bypass", pairs.graph, -1).cardinality;
    EXPECT_EQ(plan.worth.helped_in_all(), cardinality) << seed;

    const std::array<std::int64_t, 3> amounts = AmountsOf(pairs);
    // LEMON adds up as many costs as there are nodes.
    ASSERT_LT(amounts[0], std::numeric_limits<std::int64_t>::max() / 4 /
                              (pairs.graph.left_count() + pairs.graph.right_count));
    for (std::size_t row = 0; row < pairs.priority.size(); ++row) {
      for (std::int64_t arc = pairs.graph.row_begin[row]; arc < pairs.graph.row_begin[row + 1];
           ++arc) {
        const Cost fit = pairs.graph.cost[At(arc)];
        pairs.graph.cost.Set(At(arc), fit - amounts[At(pairs.priority[row])]);
      }
    }
    std::int64_t amount = plan.worth.fit;
    for (std::size_t priority = 0; priority < amounts.size(); ++priority) {
      amount += amounts[priority] * plan.worth.helped[priority];
    }
    EXPECT_EQ(amount,
              -bench::SolveWithLemon("network-simplex", pairs.graph, cardinality).total_cost)
        << seed;
    unhelped += static_cast<int>(snapshot.units.size()) - plan.worth.helped_in_all();
  }
  EXPECT_GT(unhelped, 300);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
