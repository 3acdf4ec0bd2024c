#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// Costs along a path, and dual values, stay below this in absolute value.
constexpr Cost kCostLimit = Cost{1} << 60;

// The largest absolute cost of an arc in a graph with so many nodes on both sides together, so that
// nothing that the solver adds up reaches kCostLimit: kCostLimit / (4 * (node_count + 1)). That is
// 1.1e12 for 250,000 nodes.
Cost LargestCost(std::int64_t node_count);

// The well formed graph of `arcs`. Of several arcs between the same two nodes the cheapest stays.
//   INVALID_ARGUMENT  a negative count, or an arc with an end outside the counts
// Linear in arcs and nodes, but for sorting within the rows.
absl::StatusOr<BipartiteGraph> GraphOf(std::int32_t left_count, std::int32_t right_count,
                                       const std::vector<Arc>& arcs);

// OK when `graph` is well formed and its costs are within LargestCost.
//   INVALID_ARGUMENT  rows that do not fit the arrays, do not ascend, or name a node that is not
//   there OUT_OF_RANGE      a cost beyond LargestCost
// Linear, one pass.
absl::Status CheckForm(const BipartiteGraph& graph);

}  // namespace buurtbrug::matching::engine
