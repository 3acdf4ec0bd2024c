#include "matching/engine/assignment/bidding.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace buurtbrug::matching::engine {
namespace {

constexpr int kBidsInARow = 20;
constexpr std::int64_t kBidsPerRow = 3;

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// Another column than the best one that comes to best.second_sum: the first of them.
std::int32_t SecondColumn(const RowMatching& matching, std::int32_t row, const Choice& best) {
  const Candidates::Row& candidates = matching.candidates.Of(row);
  for (std::size_t place = 0;; ++place) {
    const std::int32_t column = candidates.column[place];
    if (place != best.place &&
        candidates.cost[place] + matching.price[At(column)] == best.second_sum) {
      return column;
    }
  }
}

// Returns the row that lost its column to `row`, or kUnmatched. `row` itself gets none when it has
// no arc, or when the prices of its two best columns are even: then nothing would be decided by a
// bid.
std::int32_t BidFor(RowMatching& matching, std::int32_t row) {
  const Choice best = Choose(matching, row);
  if (best.sum >= kInfinity) {
    return kUnmatched;
  }
  std::int32_t column = matching.candidates.Of(row).column[best.place];
  const bool no_other = best.second_sum >= kInfinity;
  const auto taken = [&](std::int32_t which) { return matching.row_of[At(which)] != kUnmatched; };
  if (taken(column)) {
    if (no_other) {
      return kUnmatched;
    }
    if (best.second_sum == best.sum) {
      column = SecondColumn(matching, row, best);
      if (taken(column)) {
        return kUnmatched;
      }
    }
  }
  // A row with one arc takes a free column at its price; it has no second choice to raise it by.
  const Cost raise = no_other ? 0 : best.second_sum - best.sum;
  matching.price[At(column)] += raise;
  matching.level[At(row)] = best.sum + raise;
  matching.column_of[At(row)] = column;
  const std::int32_t loser = std::exchange(matching.row_of[At(column)], row);
  if (loser != kUnmatched) {
    matching.column_of[At(loser)] = kUnmatched;
  }
  return loser;
}

}  // namespace

std::int64_t Bid(RowMatching& matching) {
  const std::int32_t rows = matching.graph.left_count();
  std::int64_t bids_left = kBidsPerRow * rows;
  for (std::int32_t start = 0; start < rows; ++start) {
    std::int32_t row = start;
    for (int bids = 0; bids < kBidsInARow && row != kUnmatched && bids_left > 0; ++bids) {
      row = BidFor(matching, row);
      --bids_left;
    }
  }
  return std::count(matching.column_of.begin(), matching.column_of.end(), kUnmatched);
}

}  // namespace buurtbrug::matching::engine
