#include "matching/engine/cheap_arcs.h"

#include <algorithm>

namespace buurtbrug::matching::engine {

CheapArcs::CheapArcs(const BipartiteGraph& graph, std::int32_t per_row)
    : graph_(graph),
      per_row_(At(per_row)),
      base_(At(graph.left_count()), 0),
      rest_from_(At(graph.left_count()), kInfinity) {
  row_begin_.reserve(base_.size());
  std::size_t kept = 0;
  for (std::size_t row = 0; row < base_.size(); ++row) {
    row_begin_.push_back(kept);
    kept += std::min(per_row_, At(graph.row_begin[row + 1] - graph.row_begin[row]));
  }
  row_end_ = row_begin_;
  items_.resize(kept);
}

void CheapArcs::Sort(std::int32_t row, const std::vector<Cost>& prices, Scratch& scratch) {
  constexpr Cost kWidest = std::numeric_limits<std::uint32_t>::max();
  const std::size_t begin = At(graph_.row_begin[At(row)]);
  const std::size_t arcs = At(graph_.row_begin[At(row) + 1]) - begin;
  const std::int32_t* const columns = graph_.right.data() + begin;
  const Cost* const costs = graph_.cost.data() + begin;
  std::vector<Cost>& sums = scratch.sums;
  sums.resize(std::max(sums.size(), arcs));
  Cost base = kInfinity;
  for (std::size_t arc = 0; arc < arcs; ++arc) {
    sums[arc] = costs[arc] + prices[At(columns[arc])];
    base = std::min(base, sums[arc]);
  }
  Cost rest_from = kInfinity;
  std::vector<Item>& items = scratch.items;
  items.clear();
  for (std::size_t arc = 0; arc < arcs; ++arc) {
    if (sums[arc] - base <= kWidest) {
      items.emplace_back(static_cast<std::uint32_t>(sums[arc] - base), columns[arc]);
    } else {
      rest_from = std::min(rest_from, sums[arc]);
    }
  }
  if (items.size() > per_row_) {
    const auto first_left_out = items.begin() + static_cast<std::ptrdiff_t>(per_row_);
    std::nth_element(items.begin(), first_left_out, items.end());
    rest_from = base + first_left_out->Above();
    items.erase(first_left_out, items.end());
  }
  std::sort(items.begin(), items.end());
  std::copy(items.begin(), items.end(),
            items_.begin() + static_cast<std::ptrdiff_t>(row_begin_[At(row)]));
  row_end_[At(row)] = row_begin_[At(row)] + items.size();
  base_[At(row)] = items.empty() ? 0 : base;
  rest_from_[At(row)] = rest_from;
}

}  // namespace buurtbrug::matching::engine
