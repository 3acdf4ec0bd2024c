#include "matching/engine/assignment/assignment_check.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "matching/engine/assignment/assignment_solver.h"
#include "matching/engine/assignment/random_graph_test.h"

namespace buurtbrug::matching::engine {
namespace {

// Changes `number` to other values, one after the other, and expects each to be refused.
template <typename Number>
void ExpectEachChangeRefused(const BipartiteGraph& graph, const Assignment& assignment,
                             Number& number, const std::vector<Number>& changes) {
  const Number before = number;
  for (const Number changed : changes) {
    if (changed != before) {
      number = changed;
      ASSERT_FALSE(CheckOptimal(graph, assignment).ok()) << before << " changed to " << changed;
    }
  }
  number = before;
}

// Every partner that there could be, and two that there could not.
std::vector<std::int32_t> AnyPartner(std::size_t nodes) {
  std::vector<std::int32_t> partners;
  for (std::int32_t partner = -2; partner <= static_cast<std::int32_t>(nodes); ++partner) {
    partners.push_back(partner);
  }
  return partners;
}

// A step to either side, the sign, nothing, and the ends of the type.
std::vector<Cost> Near(Cost value) {
  return {value - 1,
          value + 1,
          -value,
          0,
          std::numeric_limits<Cost>::max(),
          std::numeric_limits<Cost>::min()};
}

TEST(CheckOptimal, RefusesEachChangeOfEachNumber) {
  std::mt19937_64 random(3);
  std::size_t numbers = 0;
  for (int i = 0; i < 2000; ++i) {
    const BipartiteGraph graph = RandomGraph(RandomSmallShape(random), random);
    Assignment changed = Solve(graph).value();
    ASSERT_TRUE(CheckOptimal(graph, changed).ok());
    const auto expect_refused = [&](auto& number, const auto& changes) {
      ExpectEachChangeRefused(graph, changed, number, changes);
      ++numbers;
    };
    expect_refused(changed.cardinality, std::vector<std::int64_t>{-1, 0, 1, 2, 3, 4, 5, 6, 7});
    expect_refused(changed.total_cost, Near(changed.total_cost));
    for (std::int32_t& right : changed.right_of_left) {
      expect_refused(right, AnyPartner(changed.left_of_right.size()));
    }
    for (std::int32_t& left : changed.left_of_right) {
      expect_refused(left, AnyPartner(changed.right_of_left.size()));
    }
    for (std::vector<std::int8_t>* covers : {&changed.left_cover, &changed.right_cover}) {
      for (std::int8_t& cover : *covers) {
        expect_refused(cover, std::vector<std::int8_t>{-128, -1, 0, 1, 2, 127});
      }
    }
    for (std::vector<Cost>* duals : {&changed.left_dual, &changed.right_dual}) {
      for (Cost& dual : *duals) {
        expect_refused(dual, Near(dual));
      }
    }
    ASSERT_TRUE(CheckOptimal(graph, changed).ok());
  }
  EXPECT_GT(numbers, 30000U);
}

TEST(CheckOptimal, RefusesTheProofOfACheaperGraph) {
  const BipartiteGraph graph = GraphOf(2, 2, {{0, 0, 1}, {0, 1, 5}, {1, 0, 5}, {1, 1, 1}}).value();
  const Assignment assignment = Solve(graph).value();
  for (std::size_t arc = 0; arc < graph.cost.size(); ++arc) {
    BipartiteGraph cheaper = graph;
    cheaper.cost.Set(arc, cheaper.cost[arc] - 10);
    EXPECT_EQ(CheckOptimal(cheaper, assignment).code(), absl::StatusCode::kFailedPrecondition);
  }
}

TEST(CheckOptimal, RefusesAMatchingThatIsNotTheLargest) {
  // The middle arc alone: cheaper, and maximal, but two pairs are possible.
  const BipartiteGraph graph = GraphOf(2, 2, {{0, 0, 9}, {0, 1, 1}, {1, 1, 9}}).value();
  Assignment small = Solve(graph).value();
  small.right_of_left = {1, kUnmatched};
  small.left_of_right = {kUnmatched, 0};
  small.cardinality = 1;
  small.total_cost = 1;
  EXPECT_EQ(CheckOptimal(graph, small).code(), absl::StatusCode::kFailedPrecondition);
}

TEST(CheckOptimal, RefusesDualsSoLargeThatTheirSumsCouldOverflow) {
  const BipartiteGraph graph = GraphOf(1, 1, {{0, 0, 5}}).value();
  Assignment assignment = Solve(graph).value();
  assignment.left_cover = {1};
  assignment.right_cover = {0};
  for (const auto& [shift, accepted] :
       {std::pair{kCostLimit - 5, true}, {kCostLimit - 4, false}, {8 * (kCostLimit - 1), false}}) {
    assignment.left_dual = {5 + shift};
    assignment.right_dual = {-shift};
    EXPECT_EQ(CheckOptimal(graph, assignment).ok(), accepted) << shift;
  }
}

TEST(CheckOptimal, RefusesArraysOfAnotherSize) {
  const BipartiteGraph graph = GraphOf(2, 3, {{0, 0, 9}}).value();
  const Assignment assignment = Solve(graph).value();
  Assignment shorter = assignment;
  shorter.left_dual.pop_back();
  EXPECT_EQ(CheckOptimal(graph, shorter).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(CheckOptimal(graph, Assignment{}).code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
