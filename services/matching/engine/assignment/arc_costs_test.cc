#include "matching/engine/assignment/arc_costs.h"

#include <gtest/gtest.h>

#include <limits>

namespace buurtbrug::matching::engine {
namespace {

constexpr Cost kLowest = std::numeric_limits<std::int32_t>::min();
constexpr Cost kHighest = std::numeric_limits<std::int32_t>::max();

TEST(ArcCosts, AreNarrowAsLongAsAllFit) {
  ArcCosts costs = {kLowest, 0, kHighest};
  EXPECT_FALSE(costs.is_wide());
  EXPECT_EQ(costs[0], kLowest);
  EXPECT_EQ(costs[2], kHighest);
  EXPECT_TRUE((ArcCosts{kLowest - 1}).is_wide());
  EXPECT_TRUE((ArcCosts{kHighest + 1}).is_wide());
}

TEST(ArcCosts, WidenWithTheFirstThatDoesNotFit) {
  ArcCosts costs = {1, -2, 3};
  costs.push_back(kHighest + 1);
  EXPECT_TRUE(costs.is_wide());
  EXPECT_EQ(costs.size(), 4U);
  EXPECT_EQ(costs[1], -2);
  EXPECT_EQ(costs[3], kHighest + 1);

  ArcCosts set = {1, -2, 3};
  set.Set(1, kLowest - 1);
  EXPECT_EQ(set, (ArcCosts{1, kLowest - 1, 3}));
}

TEST(ArcCosts, AreEqualInEitherWidth) {
  ArcCosts costs = {1, 2};
  costs.Set(0, kHighest + 1);
  costs.Set(0, 1);
  EXPECT_TRUE(costs.is_wide());
  EXPECT_EQ(costs, (ArcCosts{1, 2}));
  EXPECT_FALSE(costs == (ArcCosts{1, 3}));
  EXPECT_FALSE(costs == (ArcCosts{1}));
}

TEST(ArcCosts, OthersOfTheSameWidthAreZero) {
  for (const ArcCosts& like : {ArcCosts{5}, ArcCosts{kHighest + 1}}) {
    const ArcCosts zeros(2, like);
    EXPECT_EQ(zeros.is_wide(), like.is_wide());
    EXPECT_EQ(zeros, (ArcCosts{0, 0}));
  }
}

}  // namespace
}  // namespace buurtbrug::matching::engine
