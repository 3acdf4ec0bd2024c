#include "matching/engine/assignment/graph_builder.h"

#include <algorithm>
#include <utility>

namespace buurtbrug::matching::engine {
namespace {

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// Sorts each row by right node and keeps the cheapest of equals. What does so already is not moved.
void PutRowsInForm(BipartiteGraph& graph) {
  std::vector<std::pair<std::int32_t, Cost>> row;
  std::size_t kept = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 1 < graph.row_begin.size(); ++i) {
    const std::size_t end = At(graph.row_begin[i + 1]);
    row.clear();
    bool ascends = true;
    for (std::size_t arc = begin; arc < end; ++arc) {
      ascends = ascends && (row.empty() || row.back().first < graph.right[arc]);
      row.emplace_back(graph.right[arc], graph.cost[arc]);
    }
    if (!ascends) {
      std::sort(row.begin(), row.end());
    }
    if (!ascends || kept != begin) {
      const std::size_t row_begin = kept;
      for (const auto& [right, cost] : row) {
        if (kept == row_begin || graph.right[kept - 1] != right) {
          graph.right[kept] = right;
          graph.cost.Set(kept++, cost);
        }
      }
    } else {
      kept = end;
    }
    begin = end;
    graph.row_begin[i + 1] = static_cast<std::int64_t>(kept);
  }
  graph.right.resize(kept);
  graph.cost.resize(kept);
}

}  // namespace

GraphBuilder::GraphBuilder(std::int32_t left_count, std::int32_t right_count,
                           std::size_t expected_arcs)
    : left_count_(left_count) {
  graph_.right_count = right_count;
  graph_.row_begin.reserve(At(left_count) + 1);
  graph_.right.reserve(expected_arcs);
  graph_.cost.reserve(expected_arcs);
}

void GraphBuilder::CloseRows() {
  graph_.row_begin.resize(At(left_count_) + 1, static_cast<std::int64_t>(graph_.right.size()));
}

void GraphBuilder::AddOutOfOrder(std::int32_t left) {
  if (left_of_.empty()) {
    CloseRows();
    left_of_.reserve(graph_.right.capacity());
    for (std::int32_t row = 0; row < left_count_; ++row) {
      left_of_.resize(At(graph_.row_begin[At(row) + 1]), row);
    }
  }
  left_of_.push_back(left);
}

void GraphBuilder::PutIntoRows() {
  graph_.row_begin.assign(At(left_count_) + 1, 0);
  for (const std::int32_t left : left_of_) {
    ++graph_.row_begin[At(left) + 1];
  }
  for (std::size_t i = 1; i < graph_.row_begin.size(); ++i) {
    graph_.row_begin[i] += graph_.row_begin[i - 1];
  }
  std::vector<std::int64_t> next(graph_.row_begin.begin(), graph_.row_begin.end() - 1);
  std::vector<std::int32_t> right(graph_.right.size());
  ArcCosts cost(graph_.cost.size(), graph_.cost);
  for (std::size_t arc = 0; arc < left_of_.size(); ++arc) {
    const std::size_t to = At(next[At(left_of_[arc])]++);
    right[to] = graph_.right[arc];
    cost.Set(to, graph_.cost[arc]);
  }
  graph_.right = std::move(right);
  graph_.cost = std::move(cost);
  left_of_ = {};
}

BipartiteGraph GraphBuilder::Build() && {
  if (left_of_.empty()) {
    CloseRows();
  } else {
    PutIntoRows();
  }
  PutRowsInForm(graph_);
  return std::move(graph_);
}

}  // namespace buurtbrug::matching::engine
