#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::assign {

// Reads an assignment problem in the DIMACS form (Johnson and McGeoch, Network Flows and Matching:
// First DIMACS Implementation Challenge, 1993). A line is one of
//
//   c anything          a comment; empty lines are none
//   p asn NODES ARCS    once, before what follows; nodes are numbered from 1
//   n NODE              the node is on the left; before the first arc
//   a LEFT RIGHT COST   an arc from a node on the left to another one; COST is an integer
//
// Fields are set apart by blanks. There are exactly ARCS arcs, in any order; of several between the
// same two nodes the cheapest counts. Left and right nodes keep the order of their numbers.
//
//   INVALID_ARGUMENT  a line that is none of these, or out of place: "line 12: ..." says which and
//   why OUT_OF_RANGE      a cost beyond engine::LargestCost, with its line NOT_FOUND, UNAVAILABLE
//   the file is not there, or reading it fails
//
// "-" reads standard input. Memory: 8 bytes per arc when the arcs come left node by left node, 20
// at most; 12 and 28 when costs need 64 bits. The file is read once, in blocks.
absl::StatusOr<matching::engine::BipartiteGraph> ReadAssignment(const std::string& path);

}  // namespace buurtbrug::assign
