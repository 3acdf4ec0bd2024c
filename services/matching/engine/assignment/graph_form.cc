#include "matching/engine/assignment/graph_form.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "matching/engine/assignment/graph_builder.h"

namespace buurtbrug::matching::engine {
namespace {

absl::Status Malformed(std::int64_t left, const std::string& what) {
  return absl::InvalidArgumentError("row " + std::to_string(left) + ": " + what);
}

}  // namespace

Cost LargestCost(std::int64_t node_count) { return kCostLimit / (4 * (node_count + 1)); }

absl::StatusOr<BipartiteGraph> GraphOf(std::int32_t left_count, std::int32_t right_count,
                                       const std::vector<Arc>& arcs) {
  if (left_count < 0 || right_count < 0) {
    return absl::InvalidArgumentError("a count of nodes is negative");
  }
  GraphBuilder builder(left_count, right_count, arcs.size());
  for (const Arc& arc : arcs) {
    if (arc.left < 0 || arc.left >= left_count || arc.right < 0 || arc.right >= right_count) {
      return absl::InvalidArgumentError("arc " + std::to_string(arc.left) + " to " +
                                        std::to_string(arc.right) + " leads out of the graph");
    }
    builder.Add(arc.left, arc.right, arc.cost);
  }
  return std::move(builder).Build();
}

absl::Status CheckForm(const BipartiteGraph& graph) {
  if (graph.right_count < 0 || graph.row_begin.empty() || graph.row_begin.front() != 0 ||
      graph.right.size() != graph.cost.size() ||
      graph.row_begin.back() != static_cast<std::int64_t>(graph.right.size())) {
    return absl::InvalidArgumentError("the arrays of the graph do not fit each other");
  }
  const Cost largest = LargestCost(std::int64_t{graph.left_count()} + graph.right_count);
  const std::int32_t* const right = graph.right.data();  // unchecked from here on
  for (std::size_t i = 0; i + 1 < graph.row_begin.size(); ++i) {
    const std::int64_t end = graph.row_begin[i + 1];
    if (end < graph.row_begin[i] || end > graph.row_begin.back()) {
      return Malformed(static_cast<std::int64_t>(i), "its end lies before its begin");
    }
    std::int32_t before = -1;
    for (std::int64_t arc = graph.row_begin[i]; arc < end; ++arc) {
      if (right[arc] <= before || right[arc] >= graph.right_count) {
        return Malformed(static_cast<std::int64_t>(i),
                         "right nodes do not ascend within the graph");
      }
      before = right[arc];
    }
    const std::int64_t beyond = graph.cost.As([&](const auto* costs) {
      return std::find_if(costs + graph.row_begin[i], costs + end,
                          [&](Cost cost) { return cost > largest || cost < -largest; }) -
             costs;
    });
    if (beyond < end) {
      return absl::OutOfRangeError("row " + std::to_string(i) + ": the cost " +
                                   std::to_string(graph.cost[static_cast<std::size_t>(beyond)]) +
                                   " is beyond " + std::to_string(largest));
    }
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::matching::engine
