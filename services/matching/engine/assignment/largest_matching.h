#pragma once

#include <cstdint>
#include <vector>

#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// Which rows compete, and for which columns (row_matching.h): 1 for those, else 0.
struct Competition {
  std::vector<std::int8_t> row_competes;
  std::vector<std::int8_t> column_scarce;
};

// Finds the rows of which some largest matching leaves one out, and the columns for which they
// compete (the overdetermined part of Dulmage and Mendelsohn 1958). Starts from any matching, given
// from both sides, and makes a largest one of it, whatever it costs.
//
// Depth first searches from the unmatched rows, in phases in each of which a column is visited
// once, and which go through the arcs forwards and backwards by turns (Pothen and Fan 1990; Duff,
// Kaya and Ucar 2011). A search that ends without a free column and without having met another
// search of its phase has found rows that compete; they are not visited again. Linear in arcs per
// phase; few phases in practice.
Competition FindCompetition(const BipartiteGraph& graph, std::vector<std::int32_t> column_of,
                            std::vector<std::int32_t> row_of);

}  // namespace buurtbrug::matching::engine
