#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "matching/engine/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// Above every cost and every sum of costs, and far enough from overflow to be added to.
constexpr Cost kInfinity = std::numeric_limits<Cost>::max() / 4;

// The cheapest arcs of each row, in order of cost. Prices of columns are never negative, so a
// search that goes through a row in this order may stop as soon as the cost alone is too high: of
// 200 arcs it mostly looks at a handful. Ties are in order of column.
class CheapArcs {
 public:
  // Cost of an arc above the cheapest of its row. 8 bytes, so that a cache line holds eight.
  struct Item {
    std::int32_t column = 0;
    std::uint32_t above = 0;
  };

  // Keeps up to `per_row` arcs of each row. `graph` has to outlive this. Linear in arcs.
  CheapArcs(const BipartiteGraph& graph, std::int32_t per_row);

  const Item* begin(std::int32_t row) const { return items_.data() + row_begin_[At(row)]; }
  const Item* end(std::int32_t row) const { return items_.data() + row_begin_[At(row) + 1]; }

  // Cost of the cheapest arc; 0 in a row without arcs.
  Cost Base(std::int32_t row) const { return base_[At(row)]; }
  // No arc of the row that is not kept costs less than this; kInfinity when all are kept.
  Cost RestFrom(std::int32_t row) const { return rest_from_[At(row)]; }

 private:
  static std::size_t At(std::int32_t row) { return static_cast<std::size_t>(row); }

  std::vector<std::size_t> row_begin_;
  std::vector<Item> items_;
  std::vector<Cost> base_;
  std::vector<Cost> rest_from_;
};

}  // namespace buurtbrug::matching::engine
