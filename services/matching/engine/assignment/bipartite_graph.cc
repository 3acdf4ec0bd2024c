#include "matching/engine/assignment/bipartite_graph.h"

#include <cstddef>

namespace buurtbrug::matching::engine {

BipartiteGraph Transposed(const BipartiteGraph& graph) {
  BipartiteGraph result;
  result.right_count = graph.left_count();
  result.row_begin.assign(static_cast<std::size_t>(graph.right_count) + 1, 0);
  result.right.resize(graph.right.size());
  result.cost = ArcCosts(graph.cost.size(), graph.cost);
  for (const std::int32_t right : graph.right) {
    ++result.row_begin[static_cast<std::size_t>(right) + 1];
  }
  for (std::size_t j = 1; j < result.row_begin.size(); ++j) {
    result.row_begin[j] += result.row_begin[j - 1];
  }
  std::vector<std::int64_t> next(result.row_begin.begin(), result.row_begin.end() - 1);
  for (std::int32_t i = 0; i < graph.left_count(); ++i) {
    const auto row = static_cast<std::size_t>(i);
    for (auto arc = static_cast<std::size_t>(graph.row_begin[row]);
         arc < static_cast<std::size_t>(graph.row_begin[row + 1]); ++arc) {
      const auto to = static_cast<std::size_t>(next[static_cast<std::size_t>(graph.right[arc])]++);
      result.right[to] = i;
      result.cost.Set(to, graph.cost[arc]);
    }
  }
  return result;
}

}  // namespace buurtbrug::matching::engine
