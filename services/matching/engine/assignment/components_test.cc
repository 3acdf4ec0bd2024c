#include "matching/engine/assignment/components.h"

#include <gtest/gtest.h>

#include "matching/engine/assignment/graph_form.h"

namespace buurtbrug::matching::engine {
namespace {

std::vector<std::int32_t> Numbers(std::span<const std::int32_t> nodes) {
  return {nodes.begin(), nodes.end()};
}

// Rows 1 and 3 compete for column 2. Rows 0 and 4 hang together through column 3; row 2 has column
// 0 alone. Column 4 has no arc.
class ComponentsOfFive : public ::testing::Test {
 protected:
  const BipartiteGraph graph_ =
      GraphOf(5, 5,
              {{0, 1, 10}, {0, 2, 11}, {0, 3, 12}, {1, 2, 13}, {2, 0, 14}, {3, 2, 15}, {4, 3, 16}})
          .value();
  const Competition competition_{{0, 1, 0, 1, 0}, {0, 0, 1, 0, 0}};
};

TEST_F(ComponentsOfFive, HangTogether) {
  const Components parts(graph_, competition_, Components::Which::kAll);
  ASSERT_EQ(parts.count(), 3U);
  EXPECT_EQ(Numbers(parts.Rows(0)), (std::vector<std::int32_t>{0, 4}));
  EXPECT_EQ(Numbers(parts.Columns(0)), (std::vector<std::int32_t>{1, 3}));
  EXPECT_EQ(Numbers(parts.Rows(1)), (std::vector<std::int32_t>{1, 3}));
  EXPECT_EQ(Numbers(parts.Columns(1)), (std::vector<std::int32_t>{2}));
  EXPECT_EQ(Numbers(parts.Rows(2)), (std::vector<std::int32_t>{2}));
  EXPECT_EQ(Numbers(parts.Columns(2)), (std::vector<std::int32_t>{0}));
  EXPECT_FALSE(parts.Competes(0));
  EXPECT_TRUE(parts.Competes(1));
}

TEST_F(ComponentsOfFive, HaveNodesNumberedAnewAndNoArcsToScarceColumns) {
  const BipartiteGraph part = Components(graph_, competition_, Components::Which::kAll).Graph(0);
  EXPECT_EQ(part.right_count, 2);
  EXPECT_EQ(part.row_begin, (std::vector<std::int64_t>{0, 2, 3}));
  EXPECT_EQ(part.right, (std::vector<std::int32_t>{0, 1, 1}));
  EXPECT_EQ(part.cost, (ArcCosts{10, 12, 16}));
}

TEST_F(ComponentsOfFive, ExchangeTheSidesWhereRowsCompete) {
  const Components parts(graph_, competition_, Components::Which::kCompeting);
  ASSERT_EQ(parts.count(), 1U);
  EXPECT_EQ(Numbers(parts.Rows(0)), (std::vector<std::int32_t>{1, 3}));
  const BipartiteGraph part = parts.Graph(0);
  EXPECT_EQ(part.right_count, 2);
  EXPECT_EQ(part.row_begin, (std::vector<std::int64_t>{0, 2}));
  EXPECT_EQ(part.right, (std::vector<std::int32_t>{0, 1}));
  EXPECT_EQ(part.cost, (ArcCosts{13, 15}));
}

}  // namespace
}  // namespace buurtbrug::matching::engine
