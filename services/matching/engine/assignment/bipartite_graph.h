#pragma once

#include <cstdint>
#include <vector>

#include "matching/engine/assignment/arc_costs.h"

namespace buurtbrug::matching::engine {

// A possible match as it comes in, in any order.
struct Arc {
  std::int32_t left = 0;
  std::int32_t right = 0;
  Cost cost = 0;
};

// Who can be matched with whom at what cost: a sparse bipartite graph in compressed rows. Left
// nodes are units of demand, right nodes places; both are numbered from 0. The arcs of left node i
// are the elements row_begin[i] up to row_begin[i + 1] of `right` and `cost`. 8 bytes per arc, 12
// when costs need 64 bits (arc_costs.h).
//
// Well formed (graph_form.h checks it) means that each row ascends strictly by right node. Then the
// arrays are the same in whatever order the arcs came in, and so is all that is computed from them.
struct BipartiteGraph {
  std::int32_t right_count = 0;
  std::vector<std::int64_t> row_begin = {0};  // left_count() + 1 elements, from 0, never descending
  std::vector<std::int32_t> right;            // 0 up to right_count
  ArcCosts cost;

  std::int32_t left_count() const { return static_cast<std::int32_t>(row_begin.size()) - 1; }
  std::int64_t arc_count() const { return row_begin.back(); }
};

// Left and right exchanged; well formed. Linear.
BipartiteGraph Transposed(const BipartiteGraph& graph);

}  // namespace buurtbrug::matching::engine
