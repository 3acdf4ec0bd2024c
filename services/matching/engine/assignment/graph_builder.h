#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// Collects arcs in any order into a well formed graph. Of several arcs between the same two nodes
// the cheapest stays. Arcs that come in row by row go straight to their place: 8 bytes per arc,
// with no more at any time when `expected_arcs` is right. Otherwise it takes 20 bytes per arc until
// the end. Where costs need 64 bits it is 12, and 28.
class GraphBuilder {
 public:
  GraphBuilder(std::int32_t left_count, std::int32_t right_count, std::size_t expected_arcs);

  // `left` and `right` are within the counts.
  void Add(std::int32_t left, std::int32_t right, Cost cost) {
    if (left < row_ || !left_of_.empty()) {
      AddOutOfOrder(left);
    } else {
      for (; row_ < left; ++row_) {
        graph_.row_begin.push_back(static_cast<std::int64_t>(graph_.right.size()));
      }
    }
    graph_.right.push_back(right);
    graph_.cost.push_back(cost);
  }

  // The graph; the builder is empty after it. Linear, but for sorting rows that do not ascend.
  BipartiteGraph Build() &&;

 private:
  void AddOutOfOrder(std::int32_t left);
  void CloseRows();
  void PutIntoRows();

  std::int32_t left_count_;
  BipartiteGraph graph_;               // row_begin as far as rows are closed
  std::int32_t row_ = 0;               // the open row
  std::vector<std::int32_t> left_of_;  // of each arc, once one came out of order
};

}  // namespace buurtbrug::matching::engine
