#pragma once

#include "absl/status/statusor.h"
#include "matching/engine/assignment/assignment.h"
#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// How to solve. The objective is the same in any case.
enum class Method {
  kByTrial,  // shortest paths, and scaling when a trial shows that the instance is tight
  kScaling,  // scaling at once, for tests and measurements
};

struct SolveOptions {
  Method method = Method::kByTrial;
  int threads = 1;  // at most so many work on parts that do not hang together
};

// A matching of `graph` with as many pairs as possible and, among those, the least total cost, with
// the proof of both (assignment.h).
//   INVALID_ARGUMENT, OUT_OF_RANGE  as CheckForm (graph_form.h) says; nothing is computed then
//
// Deterministic: the same graph and method give the same assignment, number for number, with any
// number of threads. The optimum may be reached by several matchings; which of them is returned
// depends on how the nodes are numbered, and on nothing else. Pure; any number of threads may call
// it at the same time.
//
// Beside the graph it takes about 50 bytes for each node, and for each part that a thread works on
// (components.h) 8 bytes for each arc, 12 when costs need 64 bits, up to 16 for those that are near
// (releasing.h), 100 for each row and 60 for each column. With more left nodes than right ones
// there is an exchanged copy of the graph as well. How it goes about it is in
// docs/adr/0022-assignment-engine.md.
absl::StatusOr<Assignment> Solve(const BipartiteGraph& graph, const SolveOptions& options = {});

}  // namespace buurtbrug::matching::engine
