#include "matching/engine/assignment/candidates.h"

#include <algorithm>
#include <array>

namespace buurtbrug::matching::engine {

Candidates::Candidates(const BipartiteGraph& graph)
    : graph_(graph),
      row_size_(At(graph.left_count()), 0),
      rest_from_(At(graph.left_count()), -kInfinity) {
  row_begin_.reserve(row_size_.size());
  std::size_t kept = 0;
  for (std::size_t row = 0; row < row_size_.size(); ++row) {
    row_begin_.push_back(kept);
    kept += std::min(kPerRow, At(graph.row_begin[row + 1] - graph.row_begin[row]));
  }
  items_.resize(kept);
}

void Candidates::Pick(std::int32_t row, const std::vector<Cost>& prices, Cost floor) {
  // The best so far, in order, with one more for the bound.
  std::array<Cost, kPerRow + 1> sums;
  std::array<Item, kPerRow + 1> items;
  sums.fill(kInfinity);
  std::size_t size = 0;
  // Unchecked access: this loop goes through whole rows.
  const std::int32_t* const columns = graph_.right.data();
  const Cost* const costs = graph_.cost.data();
  const Cost* const price_of = prices.data();
  const std::int64_t end = graph_.row_begin[At(row) + 1];
  for (std::int64_t arc = graph_.row_begin[At(row)]; arc < end; ++arc) {
    const std::int32_t column = columns[arc];
    const Cost sum = costs[arc] + std::max(price_of[column], floor);
    if (sum >= sums[kPerRow]) {
      continue;
    }
    std::size_t place = std::min(size, kPerRow);
    for (; place > 0 && sums[place - 1] > sum; --place) {
      sums[place] = sums[place - 1];
      items[place] = items[place - 1];
    }
    sums[place] = sum;
    items[place] = {costs[arc], column};
    size = std::min(size + 1, kPerRow + 1);
  }
  rest_from_[At(row)] = sums[kPerRow];
  size = std::min(size, kPerRow);
  std::copy_n(items.begin(), size,
              items_.begin() + static_cast<std::ptrdiff_t>(row_begin_[At(row)]));
  row_size_[At(row)] = static_cast<std::uint32_t>(size);
}

}  // namespace buurtbrug::matching::engine
