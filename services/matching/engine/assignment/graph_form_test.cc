#include "matching/engine/assignment/graph_form.h"

#include <gtest/gtest.h>

#include <limits>

namespace buurtbrug::matching::engine {
namespace {

TEST(GraphOf, SortsRowsAndKeepsTheCheapestOfEqualArcs) {
  const BipartiteGraph graph =
      GraphOf(3, 4, {{2, 1, 7}, {0, 3, 5}, {2, 1, 6}, {0, 1, 4}, {2, 0, 1}, {2, 1, 8}}).value();
  EXPECT_EQ(graph.row_begin, (std::vector<std::int64_t>{0, 2, 2, 4}));
  EXPECT_EQ(graph.right, (std::vector<std::int32_t>{1, 3, 0, 1}));
  EXPECT_EQ(graph.cost, (ArcCosts{4, 5, 1, 6}));
  EXPECT_TRUE(CheckForm(graph).ok());
}

TEST(GraphOf, ArcsInOrderOfRowsGiveTheSameGraph) {
  const BipartiteGraph graph = GraphOf(3, 2, {{0, 0, 4}, {2, 1, 7}, {2, 1, 6}, {2, 0, 1}}).value();
  EXPECT_EQ(graph.row_begin, (std::vector<std::int64_t>{0, 1, 1, 3}));
  EXPECT_EQ(graph.right, (std::vector<std::int32_t>{0, 0, 1}));
  EXPECT_EQ(graph.cost, (ArcCosts{4, 1, 6}));
}

TEST(GraphOf, RefusesArcsOutOfTheGraph) {
  for (const Arc& arc : {Arc{-1, 0, 0}, Arc{2, 0, 0}, Arc{0, -1, 0}, Arc{0, 3, 0}}) {
    EXPECT_EQ(GraphOf(2, 3, {arc}).status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(GraphOf(-1, 3, {}).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(CheckForm, RefusesRowsThatDoNotFit) {
  const BipartiteGraph good = GraphOf(2, 2, {{0, 0, 1}, {0, 1, 2}, {1, 0, 3}}).value();
  const auto refused = [&](auto spoil) {
    BipartiteGraph graph = good;
    spoil(graph);
    return CheckForm(graph).code() == absl::StatusCode::kInvalidArgument;
  };
  EXPECT_TRUE(CheckForm(good).ok());
  EXPECT_TRUE(refused([](BipartiteGraph& graph) { graph.row_begin.clear(); }));
  EXPECT_TRUE(refused([](BipartiteGraph& graph) { graph.row_begin = {0, 4, 3}; }));
  EXPECT_TRUE(refused([](BipartiteGraph& graph) { graph.row_begin = {0, -1, 3}; }));
  EXPECT_TRUE(refused([](BipartiteGraph& graph) { graph.row_begin = {1, 2, 3}; }));
  EXPECT_TRUE(refused([](BipartiteGraph& graph) { graph.row_begin = {0, 2, 2}; }));
  EXPECT_TRUE(refused([](BipartiteGraph& graph) { graph.right[1] = 0; }));
  EXPECT_TRUE(refused([](BipartiteGraph& graph) { graph.right[1] = 2; }));
  EXPECT_TRUE(refused([](BipartiteGraph& graph) { graph.right[0] = -1; }));
  EXPECT_TRUE(refused([](BipartiteGraph& graph) { graph.cost.resize(2); }));
}

TEST(CheckForm, RefusesCostsBeyondTheLargest) {
  BipartiteGraph graph = GraphOf(1, 1, {{0, 0, LargestCost(2)}}).value();
  EXPECT_TRUE(CheckForm(graph).ok());
  for (const Cost cost : {LargestCost(2) + 1, -LargestCost(2) - 1, std::numeric_limits<Cost>::max(),
                          std::numeric_limits<Cost>::min()}) {
    graph.cost.Set(0, cost);
    EXPECT_EQ(CheckForm(graph).code(), absl::StatusCode::kOutOfRange);
  }
}

TEST(Transposed, TwiceIsTheSameGraph) {
  const BipartiteGraph graph = GraphOf(3, 2, {{0, 1, 4}, {2, 0, 1}, {2, 1, 6}}).value();
  const BipartiteGraph back = Transposed(Transposed(graph));
  EXPECT_EQ(back.row_begin, graph.row_begin);
  EXPECT_EQ(back.right, graph.right);
  EXPECT_EQ(back.cost, graph.cost);
  EXPECT_EQ(Transposed(graph).right, (std::vector<std::int32_t>{2, 0, 2}));
}

}  // namespace
}  // namespace buurtbrug::matching::engine
