#include "matching/engine/cheap_arcs.h"

#include <algorithm>

namespace buurtbrug::matching::engine {

CheapArcs::CheapArcs(const BipartiteGraph& graph, std::int32_t per_row) {
  const std::size_t rows = At(graph.left_count());
  row_begin_.reserve(rows + 1);
  row_begin_.push_back(0);
  std::size_t kept = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    kept += static_cast<std::size_t>(
        std::min<std::int64_t>(per_row, graph.row_begin[row + 1] - graph.row_begin[row]));
  }
  items_.reserve(kept);
  base_.resize(rows, 0);
  rest_from_.resize(rows, kInfinity);

  constexpr Cost kWidest = std::numeric_limits<std::uint32_t>::max();
  const auto cheaper = [](const Item& one, const Item& other) {
    return one.above != other.above ? one.above < other.above : one.column < other.column;
  };
  std::vector<Item> row_items;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto begin = static_cast<std::size_t>(graph.row_begin[row]);
    const auto end = static_cast<std::size_t>(graph.row_begin[row + 1]);
    row_items.clear();
    if (begin != end) {
      base_[row] = *std::min_element(graph.cost.begin() + static_cast<std::ptrdiff_t>(begin),
                                     graph.cost.begin() + static_cast<std::ptrdiff_t>(end));
    }
    for (std::size_t arc = begin; arc < end; ++arc) {
      const Cost above = graph.cost[arc] - base_[row];
      if (above <= kWidest) {
        row_items.push_back({graph.right[arc], static_cast<std::uint32_t>(above)});
      } else {
        rest_from_[row] = std::min(rest_from_[row], graph.cost[arc]);
      }
    }
    if (row_items.size() > static_cast<std::size_t>(per_row)) {
      const auto first_left_out = row_items.begin() + per_row;
      std::nth_element(row_items.begin(), first_left_out, row_items.end(), cheaper);
      rest_from_[row] = base_[row] + first_left_out->above;
      row_items.erase(first_left_out, row_items.end());
    }
    std::sort(row_items.begin(), row_items.end(), cheaper);
    items_.insert(items_.end(), row_items.begin(), row_items.end());
    row_begin_.push_back(items_.size());
  }
}

}  // namespace buurtbrug::matching::engine
