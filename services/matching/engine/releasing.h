#pragma once

#include <cstdint>
#include <span>

#include "matching/engine/row_matching.h"

namespace buurtbrug::matching::engine {

// The last step from first prices that are not 0 to an optimum. All `rows` are matched; a column
// that is free and still has a price gets price 0, or is taken over by the row next to it, whose
// own column is freed instead, and so on to one where that costs nothing: along a shortest path,
// found backwards from the free column by Dijkstra's algorithm over reduced costs. Prices and
// levels fall; the invariant of RowMatching is kept.
//
// Needs the arcs of a column, of which it collects those with a reduced cost below twice the
// highest price in question: no others can matter. That is a small part of all after scaling.
// Linear in arcs, and a search for each such column.
void ReleaseFreeColumns(RowMatching& matching, std::span<const std::int32_t> rows);

}  // namespace buurtbrug::matching::engine
