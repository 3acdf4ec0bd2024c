#include "matching/engine/assignment/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

#include "matching/engine/assignment/random_graph_test.h"
#include "matching/engine/assignment/row_matching.h"

namespace buurtbrug::matching::engine {
namespace {

// What all arcs of a row come to, the least first. After them kInfinity twice, for no arc; arcs to
// blocked columns count as none.
std::vector<Cost> SumsOf(const RowMatching& matching, std::int32_t row, Cost floor) {
  std::vector<Cost> sums = {kInfinity, kInfinity};
  const auto at = static_cast<std::size_t>(row);
  for (std::int64_t arc = matching.graph.row_begin[at]; arc < matching.graph.row_begin[at + 1];
       ++arc) {
    const auto column =
        static_cast<std::size_t>(matching.graph.right[static_cast<std::size_t>(arc)]);
    sums.push_back(std::min(kInfinity, matching.graph.cost[static_cast<std::size_t>(arc)] +
                                           std::max(matching.price[column], floor)));
  }
  std::sort(sums.begin(), sums.end());
  return sums;
}

// Rows from hardly any to many more arcs than there are candidates, while prices and the floor rise
// and columns are blocked.
class Choosing : public ::testing::TestWithParam<Cost> {
 protected:
  template <typename Expect>
  void WhilePricesRise(const Expect& expect) {
    for (const double density : {0.05, 0.3, 1.0}) {
      const BipartiteGraph graph = RandomGraph({40, 40, density, -GetParam(), GetParam()}, random_);
      RowMatching matching(graph);
      for (int round = 0; round < 50; ++round) {
        const Cost floor = GetParam() * round / 50;
        for (std::int32_t row = 0; row < 40; ++row) {
          expect(matching, row, floor);
        }
        for (Cost& price : matching.price) {
          price = random_() % 100 == 0 ? kBlocked : price;
          price = price < kBlocked && random_() % 3 == 0 ? price + raise_(random_) : price;
        }
      }
    }
  }

  std::mt19937_64 random_{8};
  std::uniform_int_distribution<Cost> raise_{0, GetParam()};
};

TEST_P(Choosing, EqualsALookAtAllArcs) {
  WhilePricesRise([](RowMatching& matching, std::int32_t row, Cost floor) {
    const std::vector<Cost> sums = SumsOf(matching, row, floor);
    const Choice choice = Choose(matching, row, floor);
    ASSERT_EQ(choice.sum, sums[0]);
    ASSERT_EQ(choice.second_sum, sums[1]);
  });
}

TEST_P(Choosing, TheBestAloneIsExactAndTheSecondABound) {
  WhilePricesRise([](RowMatching& matching, std::int32_t row, Cost floor) {
    const std::vector<Cost> sums = SumsOf(matching, row, floor);
    const Choice choice = ChooseBest(matching, row, floor);
    ASSERT_EQ(choice.sum, sums[0]);
    ASSERT_LE(choice.sum, choice.second_sum);
    ASSERT_LE(choice.second_sum, sums[1]);
  });
}

TEST_P(Choosing, NoArcThatIsNoCandidateComesToLessThanTheBound) {
  WhilePricesRise([](RowMatching& matching, std::int32_t row, Cost floor) {
    matching.candidates.Pick(row, matching.price, floor);
    const std::vector<Cost> sums = SumsOf(matching, row, floor);
    const Candidates::Row& picked = matching.candidates.Of(row);
    for (std::size_t i = 0; i < Candidates::kPerRow; ++i) {
      const Cost price = matching.price[static_cast<std::size_t>(picked.column[i])];
      ASSERT_EQ(std::min(kInfinity, picked.cost[i] + std::max(price, floor)),
                i < sums.size() ? sums[i] : kInfinity);
    }
    ASSERT_LE(picked.rest_from,
              Candidates::kPerRow < sums.size() ? sums[Candidates::kPerRow] : kInfinity);
  });
}

INSTANTIATE_TEST_SUITE_P(Costs, Choosing, ::testing::Values(0, 3, 1000, LargestCost(80)));

}  // namespace
}  // namespace buurtbrug::matching::engine
