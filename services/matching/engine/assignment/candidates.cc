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

template <typename Number>
void Candidates::PickFrom(const Number* costs, std::int32_t row, const std::vector<Cost>& prices,
                          Cost floor) {
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
