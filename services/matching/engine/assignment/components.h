#pragma once

#include <cstdint>
#include <vector>

#include "matching/engine/assignment/row_matching.h"

namespace buurtbrug::matching::engine {

// Rows and columns that hang together, each in order of their numbers.
struct Component {
  std::vector<std::int32_t> rows;
  std::vector<std::int32_t> columns;
};

// The connected components of what was not set aside, in order of their first rows. Columns without
// arcs belong to none. Almost linear in arcs (union by smaller number, path halving: Tarjan and van
// Leeuwen 1984).
std::vector<Component> ComponentsOf(const RowMatching& matching);

}  // namespace buurtbrug::matching::engine
