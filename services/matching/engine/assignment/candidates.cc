#include "matching/engine/assignment/candidates.h"

#include <algorithm>
#include <array>

namespace buurtbrug::matching::engine {

Candidates::Candidates(const BipartiteGraph& graph) : graph_(graph), rows_(At(graph.left_count())) {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (graph.row_begin[row] < graph.row_begin[row + 1]) {
      rows_[row].column.fill(graph.right[At(graph.row_begin[row])]);
    }
  }
}

void Candidates::Pick(std::int32_t row, const std::vector<Cost>& prices, Cost floor) {
  graph_.cost.As([&](const auto* costs) { PickFrom(costs, row, prices, floor); });
}

// The place of each arc in the order is the number of arcs that come before it. Counting them all
// takes no branches, which insertion has and which are hard to predict.
template <typename Number>
void Candidates::PickFromShort(const Number* all_costs, std::int32_t row,
                               const std::vector<Cost>& prices, Cost floor) {
  const std::int64_t begin = graph_.row_begin[At(row)];
  const std::size_t count = At(graph_.row_begin[At(row) + 1] - begin);
  const std::int32_t* const columns = graph_.right.data() + begin;
  const Number* const costs = all_costs + begin;
  const Cost* const price_of = prices.data();
  std::array<Cost, kShort> sums;
  sums.fill(kInfinity);
  for (std::size_t arc = 0; arc < count; ++arc) {
    sums[arc] = std::min(costs[arc] + std::max(price_of[columns[arc]], floor), kInfinity);
  }
  std::array<std::int32_t, kShort> order;
  for (std::size_t arc = 0; arc < count; ++arc) {
    const Cost sum = sums[arc];
    std::size_t before = 0;
#pragma GCC unroll 16
    for (std::size_t other = 0; other < kShort; ++other) {
      before += sums[other] < sum ? 1 : 0;
    }
    order[before] = static_cast<std::int32_t>(arc);
    --sums[arc];  // so that it comes before those behind it that are equal
  }
  Row& picked = rows_[At(row)];
  for (std::size_t place = 0; place < std::min(count, kPerRow); ++place) {
    const std::size_t arc = At(order[place]);
    picked.cost[place] = sums[arc] + 1 < kInfinity ? costs[arc] : kInfinity;
    picked.column[place] = columns[arc];
  }
  picked.rest_from = count > kPerRow ? sums[At(order[kPerRow])] + 1 : kInfinity;
}

template <typename Number>
void Candidates::PickFrom(const Number* costs, std::int32_t row, const std::vector<Cost>& prices,
                          Cost floor) {
  if (graph_.row_begin[At(row) + 1] - graph_.row_begin[At(row)] <=
      static_cast<std::int64_t>(kShort)) {
    PickFromShort(costs, row, prices, floor);
    return;
  }
  // The best so far, in order, with one more for the bound.
  std::array<Cost, kPerRow + 1> sums;
  std::array<std::int64_t, kPerRow + 1> arcs;
  sums.fill(kInfinity);
  std::size_t size = 0;
  Row& picked = rows_[At(row)];
  // Unchecked access: this loop goes through whole rows.
  const std::int32_t* const columns = graph_.right.data();
  const Cost* const price_of = prices.data();
  Cost most = -kInfinity;
  const std::int64_t end = graph_.row_begin[At(row) + 1];
  // The candidates of before, as many as are picked, come to this at most: nothing above it is.
  for (std::size_t place = 0; place < kPerRow; ++place) {
    most = std::max(most, picked.cost[place] + std::max(price_of[picked.column[place]], floor));
  }
  sums[kPerRow] = std::min(most + 1, kInfinity);
  for (std::int64_t arc = graph_.row_begin[At(row)]; arc < end; ++arc) {
    const Cost sum = costs[arc] + std::max(price_of[columns[arc]], floor);
    if (sum >= sums[kPerRow]) {
      continue;
    }
    std::size_t place = std::min(size, kPerRow);
    for (; place > 0 && sums[place - 1] > sum; --place) {
      sums[place] = sums[place - 1];
      arcs[place] = arcs[place - 1];
    }
    sums[place] = sum;
    arcs[place] = arc;
    size = std::min(size + 1, kPerRow + 1);
  }
  picked.cost.fill(kInfinity);
  for (std::size_t place = 0; place < std::min(size, kPerRow); ++place) {
    picked.cost[place] = costs[arcs[place]];
    picked.column[place] = columns[arcs[place]];
  }
  picked.rest_from = sums[kPerRow];
}

}  // namespace buurtbrug::matching::engine
