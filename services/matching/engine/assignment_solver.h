#pragma once

#include "absl/status/statusor.h"
#include "matching/engine/assignment.h"
#include "matching/engine/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// A matching of `graph` with as many pairs as possible and, among those, the least total cost, with
// the proof of both (assignment.h).
//   INVALID_ARGUMENT, OUT_OF_RANGE  as CheckForm (graph_form.h) says; nothing is computed then
//
// Deterministic: the same graph gives the same assignment, number for number. The optimum may be
// reached by several matchings; which of them is returned depends on how the nodes are numbered,
// and on nothing else. Pure; any number of threads may call it at the same time.
//
// Beside the graph it takes up to 8 bytes for each arc, 200 for each row at most, and about 40 for
// each node. How it goes about it is in docs/adr/0022-assignment-engine.md.
absl::StatusOr<Assignment> Solve(const BipartiteGraph& graph);

}  // namespace buurtbrug::matching::engine
