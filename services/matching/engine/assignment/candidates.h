#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
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
  static constexpr std::size_t kPerRow = 5;
  // The places that are left empty, the last ones, have cost kInfinity: whoever looks for what is
  // cheap need not ask how many there are. Their column is one of the row all the same: prices of
  // other columns may belong to another thread.
  struct Row {
    std::array<Cost, kPerRow> cost = Filled();
    std::array<std::int32_t, kPerRow> column = {};
    // No other arc of the row comes to less than this; at least kInfinity when there is no other
    // but to blocked columns.
    Cost rest_from = -kInfinity;

   private:
    static constexpr std::array<Cost, kPerRow> Filled() {
      std::array<Cost, kPerRow> costs;
      costs.fill(kInfinity);
      return costs;
    }
  };

  // All rows are empty, and have a bound below everything, until they are picked. `graph` has to
  // outlive this. 72 bytes for each row.
  explicit Candidates(const BipartiteGraph& graph);

  // Picks the candidates of `row` where a column costs its price, and at least `floor`, which does
  // not fall from one time to the next either. They are in order of cost + price; ties in order of
  // column. Linear in the arcs of the row. Rows without a
  // column in common may be picked by different threads.
  void Pick(std::int32_t row, const std::vector<Cost>& prices, Cost floor = 0);

  const Row& Of(std::int32_t row) const { return rows_[At(row)]; }
  // Keeps the bound of `row` true when all prices fall by this much.
  void Lower(std::int32_t row, Cost fall) {
    if (rows_[At(row)].rest_from < kInfinity) {
      rows_[At(row)].rest_from -= fall;
    }
  }

 private:
  static constexpr std::size_t kShort = 16;  // arcs of a row

  // With the costs of all arcs, in either width.
  template <typename Number>
  void PickFrom(const Number* costs, std::int32_t row, const std::vector<Cost>& prices, Cost floor);
  template <typename Number>
  void PickFromShort(const Number* all_costs, std::int32_t row, const std::vector<Cost>& prices,
                     Cost floor);

  static std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

  const BipartiteGraph& graph_;
  std::vector<Row> rows_;
};

}  // namespace buurtbrug::matching::engine
