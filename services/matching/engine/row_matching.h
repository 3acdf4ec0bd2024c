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
// A column has a price, never negative, and 0 as long as nobody has it. A row that has a column
// has one for which cost + price is the least of all its columns; that sum is its `level`. Each
// step of each algorithm keeps this invariant, so that -price and level are feasible duals at any
// time, and optimal as soon as all rows are matched.
struct RowMatching {
  RowMatching(const BipartiteGraph& the_graph, const CheapArcs& the_cheap)
      : graph(the_graph),
        cheap(the_cheap),
        column_of(static_cast<std::size_t>(graph.left_count()), kUnmatched),
        row_of(static_cast<std::size_t>(graph.right_count), kUnmatched),
        level(static_cast<std::size_t>(graph.left_count()), 0),
        price(static_cast<std::size_t>(graph.right_count), 0),
        row_competes(static_cast<std::size_t>(graph.left_count()), 0),
        column_scarce(static_cast<std::size_t>(graph.right_count), 0) {}

  const BipartiteGraph& graph;
  const CheapArcs& cheap;
  std::vector<std::int32_t> column_of;  // of a row; kUnmatched
  std::vector<std::int32_t> row_of;     // of a column; kUnmatched
  std::vector<Cost> level;              // of a matched row
  std::vector<Cost> price;              // of a column

  // Rows of which some largest matching leaves one out, and the columns for which they compete. All
  // arcs of such rows lead to such columns; the other rows never get one of these. They take no
  // part any more, and what is said above holds only for the others.
  std::vector<std::int8_t> row_competes;
  std::vector<std::int8_t> column_scarce;
};

}  // namespace buurtbrug::matching::engine
