#pragma once

#include "absl/status/status.h"
#include "matching/engine/assignment/assignment.h"
#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// Whether `assignment` proves by itself that it is an optimum of `graph`: that it is a matching
// along arcs of the graph with the cardinality and the cost that it says, that its dual values are
// feasible, and that matching and duals fit each other (complementary slackness). Takes nothing on
// trust from the solver and shares no code with it. If any single number of the assignment is
// changed, it is refused.
//   INVALID_ARGUMENT     an array has not one element for each node
//   FAILED_PRECONDITION  it is no matching of the graph, or the proof does not hold; the message
//   says
//                        where
// Duals beyond kCostLimit (graph_form.h) are refused, as the solver has none. `graph` is well
// formed. Linear: each arc is looked at once. Cannot overflow. Pure,
// so any number of threads may call it at the same time.
absl::Status CheckOptimal(const BipartiteGraph& graph, const Assignment& assignment);

}  // namespace buurtbrug::matching::engine
