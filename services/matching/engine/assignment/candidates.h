#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// Above every sum of costs and prices, and far enough from overflow for three of them to be added.
constexpr Cost kInfinity = std::numeric_limits<Cost>::max() / 4;
// The price of a column that nobody may have: any sum with it is at least kInfinity.
constexpr Cost kBlocked = 2 * kInfinity;

// A few arcs of each row, the cheapest when cost and price of their columns are taken together, and
// a bound below which none of the others comes. Prices only rise, so the bound stays true: whoever
// finds what he wants below it need not look at the other arcs, which are most of 200. Who does not
// has the candidates of that row picked anew at today's prices.
class Candidates {
 public:
  struct Item {
    Cost cost = 0;
    std::int32_t column = 0;
  };
  static constexpr std::size_t kPerRow = 8;

  // All rows are empty, and have a bound below everything, until they are picked. `graph` has to
  // outlive this. 16 bytes for each of up to kPerRow arcs of each row.
  explicit Candidates(const BipartiteGraph& graph);

  // Picks the candidates of `row` where a column costs its price, and at least `floor`. They are in
  // order of cost + price; ties in order of column. Linear in the arcs of the row. Different rows
  // may be picked by different threads.
  void Pick(std::int32_t row, const std::vector<Cost>& prices, Cost floor = 0);

  std::span<const Item> Of(std::int32_t row) const {
    return {items_.data() + row_begin_[At(row)], row_size_[At(row)]};
  }
  // No other arc of the row comes to less than this; at least kInfinity when there is no other but
  // to blocked columns.
  Cost RestFrom(std::int32_t row) const { return rest_from_[At(row)]; }
  // Keeps the bound of `row` true when all prices fall by this much.
  void Lower(std::int32_t row, Cost fall) {
    if (rest_from_[At(row)] < kInfinity) {
      rest_from_[At(row)] -= fall;
    }
  }

 private:
  static std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

  const BipartiteGraph& graph_;
  std::vector<std::size_t> row_begin_;
  std::vector<std::uint32_t> row_size_;
  std::vector<Item> items_;
  std::vector<Cost> rest_from_;
};

}  // namespace buurtbrug::matching::engine
