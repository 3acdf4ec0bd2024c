#include "matching/engine/assignment/assignment_solver.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "matching/engine/assignment/assignment_check.h"
#include "matching/engine/assignment/random_graph_test.h"

namespace buurtbrug::matching::engine {
namespace {

// Pairs, and cost; more pairs go before less cost.
struct Objective {
  std::int64_t cardinality = 0;
  Cost total_cost = 0;
  bool operator==(const Objective&) const = default;
  bool BetterThan(const Objective& other) const {
    return cardinality != other.cardinality ? cardinality > other.cardinality
                                            : total_cost < other.total_cost;
  }
};

std::ostream& operator<<(std::ostream& out, const Objective& objective) {
  return out << objective.cardinality << " pairs at " << objective.total_cost;
}

// Tries all matchings of the rows from `row` on with the columns that are not taken.
Objective BestOfAll(const BipartiteGraph& graph, std::int32_t row, unsigned taken) {
  if (row == graph.left_count()) {
    return {};
  }
  Objective best = BestOfAll(graph, row + 1, taken);
  const auto at = static_cast<std::size_t>(row);
  for (std::int64_t arc = graph.row_begin[at]; arc < graph.row_begin[at + 1]; ++arc) {
    const unsigned column = 1U << graph.right[static_cast<std::size_t>(arc)];
    if ((taken & column) == 0) {
      Objective with = BestOfAll(graph, row + 1, taken | column);
      ++with.cardinality;
      with.total_cost += graph.cost[static_cast<std::size_t>(arc)];
      best = with.BetterThan(best) ? with : best;
    }
  }
  return best;
}

// The optimum that the solver finds; its certificate has to hold.
Objective Optimum(const BipartiteGraph& graph, Method method = Method::kByTrial) {
  const auto assignment = Solve(graph, {.method = method});
  EXPECT_TRUE(assignment.ok()) << assignment.status();
  const absl::Status verdict = CheckOptimal(graph, *assignment);
  EXPECT_TRUE(verdict.ok()) << verdict;
  return {assignment->cardinality, assignment->total_cost};
}

TEST(Solve, EqualsExhaustiveSearchOnTwentyThousandSmallGraphs) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const BipartiteGraph graph = RandomGraph(RandomSmallShape(random), random);
    const Objective best = BestOfAll(graph, 0, 0);
    ASSERT_EQ(Optimum(graph), best) << "graph " << i;
    ASSERT_EQ(Optimum(graph, Method::kScaling), best) << "graph " << i;
  }
}

TEST(Solve, MorePairsGoBeforeLessCost) {
  // One alone could have the cheap place; both are served only when it goes to the other one.
  const BipartiteGraph graph = GraphOf(2, 2, {{0, 0, 1}, {0, 1, 100}, {1, 0, 50}}).value();
  EXPECT_EQ(Optimum(graph), (Objective{2, 150}));
}

TEST(Solve, EmptyGraphsHaveTheEmptyMatching) {
  EXPECT_EQ(Optimum(GraphOf(0, 0, {}).value()), Objective{});
  EXPECT_EQ(Optimum(GraphOf(3, 0, {}).value()), Objective{});
  EXPECT_EQ(Optimum(GraphOf(0, 3, {}).value()), Objective{});
  EXPECT_EQ(Optimum(GraphOf(3, 3, {}).value()), Objective{});
}

TEST(Solve, TheLargestCostsDoNotOverflow) {
  std::mt19937_64 random(2);
  const Cost largest = LargestCost(80);
  for (int i = 0; i < 200; ++i) {
    const RandomGraphShape shape{40, 40, 0.1 + 0.004 * i, -largest, largest};
    const BipartiteGraph graph = RandomGraph(shape, random);
    EXPECT_EQ(Optimum(graph), Optimum(graph, Method::kScaling));
  }
}

TEST(Solve, RefusesWhatIsNoGraph) {
  BipartiteGraph graph = GraphOf(2, 2, {{0, 0, 1}, {0, 1, 2}, {1, 0, 3}}).value();
  std::swap(graph.right[0], graph.right[1]);
  EXPECT_EQ(Solve(graph).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Solve, RefusesCostsBeyondTheLargest) {
  const BipartiteGraph graph = GraphOf(1, 1, {{0, 0, LargestCost(2) + 1}}).value();
  EXPECT_EQ(Solve(graph).status().code(), absl::StatusCode::kOutOfRange);
}

// Graphs of up to 60 nodes a side, more often than not with fewer partners than nodes.
RandomGraphShape AnyShape() {
  RandomGraphShape shape;
  shape.lefts = *rc::gen::inRange(0, 60);
  shape.rights = *rc::gen::inRange(0, 60);
  shape.density = *rc::gen::inRange(1, 30) / 100.0;
  shape.highest = *rc::gen::element<Cost>(1, 10, 100000);
  return shape;
}

TEST(Solve, OrderOfArcsDoesNotMatterAtAll) {
  EXPECT_TRUE(rc::check([] {
    std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
    const RandomGraphShape shape = AnyShape();
    std::vector<Arc> arcs = RandomArcs(shape, random);
    const Assignment one = Solve(GraphOf(shape.lefts, shape.rights, arcs).value()).value();
    std::shuffle(arcs.begin(), arcs.end(), random);
    const Assignment other = Solve(GraphOf(shape.lefts, shape.rights, arcs).value()).value();
    RC_ASSERT(one.right_of_left == other.right_of_left);
    RC_ASSERT(one.left_dual == other.left_dual);
    RC_ASSERT(one.right_dual == other.right_dual);
  }));
}

TEST(Solve, TheNumberOfThreadsDoesNotMatterAtAll) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 20; ++i) {
    const BipartiteGraph graph = RandomGraph({400, 420, 0.006, 0, 1000}, random);
    for (const Method method : {Method::kByTrial, Method::kScaling}) {
      const Assignment one = Solve(graph, {.method = method, .threads = 1}).value();
      const Assignment four = Solve(graph, {.method = method, .threads = 4}).value();
      EXPECT_EQ(one.right_of_left, four.right_of_left);
      EXPECT_EQ(one.left_dual, four.left_dual);
      EXPECT_EQ(one.right_dual, four.right_dual);
    }
  }
}

// The same graph with its costs in 64 bits, which they would not need.
BipartiteGraph Widened(BipartiteGraph graph) {
  if (graph.arc_count() > 0) {
    const Cost first = graph.cost[0];
    graph.cost.Set(0, Cost{1} << 40);
    graph.cost.Set(0, first);
  }
  return graph;
}

TEST(Solve, TheWidthOfCostsDoesNotMatterAtAll) {
  std::mt19937_64 random(6);
  for (int i = 0; i < 300; ++i) {
    const RandomGraphShape shape{60, 40 + i % 40, 0.01 + 0.001 * i, -1000, 1000};
    const BipartiteGraph narrow = RandomGraph(shape, random);
    const BipartiteGraph wide = Widened(narrow);
    ASSERT_FALSE(narrow.cost.is_wide());
    ASSERT_TRUE(wide.cost.is_wide());
    for (const Method method : {Method::kByTrial, Method::kScaling}) {
      const Assignment one = Solve(narrow, {.method = method}).value();
      const Assignment other = Solve(wide, {.method = method}).value();
      ASSERT_EQ(one.right_of_left, other.right_of_left);
      ASSERT_EQ(one.left_dual, other.left_dual);
      ASSERT_EQ(one.right_dual, other.right_dual);
      ASSERT_TRUE(CheckOptimal(wide, one).ok());
    }
  }
}

TEST(Solve, OrderOfNodesDoesNotMatterForTheObjective) {
  EXPECT_TRUE(rc::check([] {
    std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
    const RandomGraphShape shape = AnyShape();
    std::vector<Arc> arcs = RandomArcs(shape, random);
    const Objective before = Optimum(GraphOf(shape.lefts, shape.rights, arcs).value());
    std::vector<std::int32_t> left(static_cast<std::size_t>(shape.lefts));
    std::vector<std::int32_t> right(static_cast<std::size_t>(shape.rights));
    for (std::vector<std::int32_t>* numbers : {&left, &right}) {
      for (std::size_t i = 0; i < numbers->size(); ++i) {
        (*numbers)[i] = static_cast<std::int32_t>(i);
      }
      std::shuffle(numbers->begin(), numbers->end(), random);
    }
    for (Arc& arc : arcs) {
      arc.left = left[static_cast<std::size_t>(arc.left)];
      arc.right = right[static_cast<std::size_t>(arc.right)];
    }
    RC_ASSERT(Optimum(GraphOf(shape.lefts, shape.rights, arcs).value()) == before);
  }));
}

TEST(Solve, ExchangingTheSidesDoesNotMatterForTheObjective) {
  EXPECT_TRUE(rc::check([] {
    std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
    const BipartiteGraph graph = RandomGraph(AnyShape(), random);
    RC_ASSERT(Optimum(graph) == Optimum(Transposed(graph)));
  }));
}

TEST(Solve, AnotherSupporterNeverHelpsFewerFamilies) {
  EXPECT_TRUE(rc::check([] {
    std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
    RandomGraphShape shape = AnyShape();
    shape.rights += 1;
    std::vector<Arc> arcs = RandomArcs(shape, random);
    const Objective with = Optimum(GraphOf(shape.lefts, shape.rights, arcs).value());
    std::erase_if(arcs, [&](const Arc& arc) { return arc.right == shape.rights - 1; });
    const Objective without = Optimum(GraphOf(shape.lefts, shape.rights - 1, arcs).value());
    RC_ASSERT(!without.BetterThan(with));
    RC_ASSERT(with.cardinality - without.cardinality <= 1);
  }));
}

}  // namespace
}  // namespace buurtbrug::matching::engine
