#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matching/engine/assignment.h"
#include "matching/engine/bipartite_graph.h"
#include "matching/engine/cheap_arcs.h"

namespace buurtbrug::matching::engine {

// The problem that the algorithms of this folder solve together: every row of a graph wants a
// column of its own, at the least total cost. A row that cannot have one without another row losing
// its own is set aside.
//
// A column has a price: what it had to begin with, and what it rose by since; never negative. A row
// that has a column has one for which cost + price is the least of all its columns; that sum is its
// `level`. Each step of each algorithm keeps this invariant, so that -price and level are feasible
// duals at any time. They are optimal as soon as all rows are matched and free columns have price
// 0.
struct RowMatching {
  RowMatching(const BipartiteGraph& the_graph, std::int32_t cheap_arcs_per_row)
      : graph(the_graph),
        cheap(graph, cheap_arcs_per_row),
        column_of(static_cast<std::size_t>(graph.left_count()), kUnmatched),
        row_of(static_cast<std::size_t>(graph.right_count), kUnmatched),
        level(static_cast<std::size_t>(graph.left_count()), 0),
        first_price(static_cast<std::size_t>(graph.right_count), 0),
        rise(static_cast<std::size_t>(graph.right_count), 0),
        row_competes(static_cast<std::size_t>(graph.left_count()), 0),
        column_scarce(static_cast<std::size_t>(graph.right_count), 0) {}

  const BipartiteGraph& graph;
  CheapArcs cheap;                      // sorted for first_price
  std::vector<std::int32_t> column_of;  // of a row; kUnmatched
  std::vector<std::int32_t> row_of;     // of a column; kUnmatched
  std::vector<Cost> level;              // of a matched row
  std::vector<Cost> first_price;        // of a column
  std::vector<Cost> rise;               // of a column; kBlocked when it is set aside

  // Rows of which some largest matching leaves one out, and the columns for which they compete. All
  // arcs of such rows lead to such columns; the other rows never get one of these. They take no
  // part any more, and what is said above holds only for the others.
  std::vector<std::int8_t> row_competes;
  std::vector<std::int8_t> column_scarce;

  Cost Price(std::size_t column) const { return first_price[column] + rise[column]; }
};

}  // namespace buurtbrug::matching::engine
