#pragma once

#include "matching/engine/assignment/row_matching.h"

namespace buurtbrug::matching::engine {

// The last step from first prices that are not 0 to an optimum. All rows are matched; a column
// that is free and still has a price gets price 0, or is taken over by the row next to it, whose
// own column is freed instead, and so on to one where that costs nothing: along a shortest path,
// found backwards from the free column by Dijkstra's algorithm over reduced costs. Prices and
// levels fall; the invariant of RowMatching is kept.
//
// Needs the arcs of a column, of which it collects those with a small reduced cost: a path cannot
// have an arc that is longer than it is itself. After scaling paths are short, and this is a small
// part of all arcs. Linear in rows, and a search for each such column.
void ReleaseFreeColumns(RowMatching& matching);

}  // namespace buurtbrug::matching::engine
