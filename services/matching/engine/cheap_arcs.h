#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "matching/engine/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// Above every sum of costs and prices, and far enough from overflow for three of them to be added.
constexpr Cost kInfinity = std::numeric_limits<Cost>::max() / 4;
// The price of a column that nobody may have: any sum with it is at least kInfinity.
constexpr Cost kBlocked = 2 * kInfinity;

// The cheapest arcs of each row, in order of what they cost together with a price that their column
// has to begin with. As long as prices only rise, a search that goes through a row in this order
// may stop as soon as that sum alone is too high: of 200 arcs it mostly looks at a handful. Ties
// are in order of column.
class CheapArcs {
 public:
  // An arc, by how much more it costs than the cheapest of its row: in one number, so that the
  // order of these numbers is the order of the arcs. 8 bytes, eight to a cache line.
  class Item {
   public:
    Item() = default;
    Item(std::uint32_t above, std::int32_t column)
        : above_and_column_(std::uint64_t{above} << 32 | static_cast<std::uint32_t>(column)) {}
    std::int32_t Column() const { return static_cast<std::int32_t>(above_and_column_); }
    Cost Above() const { return static_cast<Cost>(above_and_column_ >> 32); }
    bool operator<(const Item& other) const { return above_and_column_ < other.above_and_column_; }

   private:
    std::uint64_t above_and_column_ = 0;
  };

  // Keeps up to `per_row` arcs of each row. All rows are empty until they are sorted. `graph` has
  // to outlive this.
  CheapArcs(const BipartiteGraph& graph, std::int32_t per_row);

  // Fills `row` for these prices to begin with. Linear in its arcs, but for sorting what is kept.
  // `Scratch` is memory to work in. Different rows may be sorted by different threads.
  struct Scratch {
    std::vector<Cost> sums;
    std::vector<Item> items;
  };
  void Sort(std::int32_t row, const std::vector<Cost>& prices, Scratch& scratch);

  const Item* begin(std::int32_t row) const { return items_.data() + row_begin_[At(row)]; }
  const Item* end(std::int32_t row) const { return items_.data() + row_end_[At(row)]; }

  // Cost and price of the cheapest arc; 0 in a row without arcs.
  Cost Base(std::int32_t row) const { return base_[At(row)]; }
  // No arc of the row that is not kept comes to less than this; kInfinity when all are kept, but
  // for those to blocked columns.
  Cost RestFrom(std::int32_t row) const { return rest_from_[At(row)]; }

 private:
  static std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

  const BipartiteGraph& graph_;
  std::size_t per_row_;
  std::vector<std::size_t> row_begin_;
  std::vector<std::size_t> row_end_;
  std::vector<Item> items_;
  std::vector<Cost> base_;
  std::vector<Cost> rest_from_;
};

}  // namespace buurtbrug::matching::engine
