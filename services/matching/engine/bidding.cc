#include "matching/engine/bidding.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace buurtbrug::matching::engine {
namespace {

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// The two columns that are best for a row, by cost + price.
struct BestTwo {
  Cost first_sum = kInfinity;
  Cost second_sum = kInfinity;
  std::int32_t first = kUnmatched;
  std::int32_t second = kUnmatched;

  void Offer(std::int32_t column, Cost sum) {
    if (sum >= second_sum) {
      return;
    }
    if (sum < first_sum) {
      second_sum = std::exchange(first_sum, sum);
      second = std::exchange(first, column);
    } else {
      second_sum = sum;
      second = column;
    }
  }
};

BestTwo FindBestTwo(const RowMatching& matching, std::int32_t row) {
  const CheapArcs& cheap = matching.cheap;
  const Cost base = cheap.Base(row);
  BestTwo best;
  for (const CheapArcs::Item* item = cheap.begin(row); item != cheap.end(row); ++item) {
    const Cost cost = base + item->Above();
    if (cost >= best.second_sum) {
      return best;
    }
    best.Offer(item->Column(), cost + matching.rise[At(item->Column())]);
  }
  if (cheap.RestFrom(row) < best.second_sum) {
    best = {};
    const BipartiteGraph& graph = matching.graph;
    for (std::int64_t arc = graph.row_begin[At(row)]; arc < graph.row_begin[At(row) + 1]; ++arc) {
      const std::int32_t column = graph.right[At(arc)];
      best.Offer(column, graph.cost[At(arc)] + matching.Price(At(column)));
    }
  }
  return best;
}

// Returns the row that lost its column to `row`, or kUnmatched. `row` itself gets none when it has
// no arc, or when the prices of its two best columns are even: then nothing would be decided by a
// bid.
std::int32_t BidFor(RowMatching& matching, std::int32_t row) {
  const BestTwo best = FindBestTwo(matching, row);
  std::int32_t column = best.first;
  if (column == kUnmatched) {
    return kUnmatched;
  }
  const auto taken = [&](std::int32_t which) { return matching.row_of[At(which)] != kUnmatched; };
  if (taken(column)) {
    if (best.second == kUnmatched) {
      return kUnmatched;
    }
    if (best.second_sum == best.first_sum) {
      if (taken(best.second)) {
        return kUnmatched;
      }
      column = best.second;
    }
  }
  // A row with one arc takes a free column at its price; it has no second choice to raise it by.
  const Cost raise = best.second == kUnmatched ? 0 : best.second_sum - best.first_sum;
  matching.rise[At(column)] += raise;
  matching.level[At(row)] = best.first_sum + raise;
  matching.column_of[At(row)] = column;
  const std::int32_t loser = std::exchange(matching.row_of[At(column)], row);
  if (loser != kUnmatched) {
    matching.column_of[At(loser)] = kUnmatched;
  }
  return loser;
}

}  // namespace

std::int32_t Bid(RowMatching& matching, std::span<const std::int32_t> rows,
                 std::int32_t bids_per_row) {
  for (const std::int32_t start : rows) {
    std::int32_t row = start;
    for (std::int32_t bids = 0; bids < bids_per_row && row != kUnmatched; ++bids) {
      row = BidFor(matching, row);
    }
  }
  return static_cast<std::int32_t>(std::count_if(rows.begin(), rows.end(), [&](std::int32_t row) {
    return matching.column_of[At(row)] == kUnmatched;
  }));
}

}  // namespace buurtbrug::matching::engine
