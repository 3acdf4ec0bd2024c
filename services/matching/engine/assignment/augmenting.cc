#include "matching/engine/assignment/augmenting.h"

#include <algorithm>
#include <cstddef>
#include <functional>

namespace buurtbrug::matching::engine {
namespace {

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

}  // namespace

Augmenting::Augmenting(RowMatching& matching)
    : matching_(matching),
      distance_(matching.price.size(), kInfinity),
      from_row_(matching.price.size(), kUnmatched) {}

bool Augmenting::MatchAll(std::int64_t most_scans) {
  scans_ = 0;
  for (std::int32_t row = 0; row < matching_.graph.left_count(); ++row) {
    if (matching_.column_of[At(row)] == kUnmatched && matching_.row_competes[At(row)] == 0) {
      Search(row);
      if (scans_ > most_scans) {
        return false;
      }
    }
  }
  return true;
}

void Augmenting::Reach(std::int32_t column, std::int32_t from, Cost distance) {
  if (distance >= best_ || distance >= distance_[At(column)]) {
    return;
  }
  if (distance_[At(column)] == kInfinity) {
    reached_.push_back(column);
  }
  distance_[At(column)] = distance;
  from_row_[At(column)] = from;
  if (matching_.row_of[At(column)] == kUnmatched) {
    best_ = distance;
    best_column_ = column;
  } else {
    heap_.emplace_back(distance, column);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  }
}

// Looks at the arcs of `row`, which is reached at a distance such that an arc leads to its column
// at offset + cost + price.
void Augmenting::Relax(std::int32_t row, Cost offset) {
  ++scans_;
  const Candidates::Row& candidates = matching_.candidates.Of(row);
  for (std::size_t i = 0; i < Candidates::kPerRow && candidates.cost[i] < kInfinity; ++i) {
    const std::int32_t column = candidates.column[i];
    Reach(column, row, offset + candidates.cost[i] + matching_.price[At(column)]);
  }
  if (offset + candidates.rest_from >= best_) {
    return;
  }
  const BipartiteGraph& graph = matching_.graph;
  for (std::int64_t arc = graph.row_begin[At(row)]; arc < graph.row_begin[At(row) + 1]; ++arc) {
    const std::int32_t column = graph.right[At(arc)];
    Reach(column, row, offset + graph.cost[At(arc)] + matching_.price[At(column)]);
  }
}

// The nearest matched column that is not settled yet, or kUnmatched when a free one is as near.
std::int32_t Augmenting::NextColumn() {
  while (!heap_.empty() && heap_.front().first < best_) {
    const auto [distance, column] = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    heap_.pop_back();
    if (distance == distance_[At(column)]) {
      return column;
    }
  }
  return kUnmatched;
}

void Augmenting::Search(std::int32_t start) {
  heap_.clear();
  settled_.clear();
  best_ = kInfinity;
  best_column_ = kUnmatched;
  Relax(start, 0);
  for (std::int32_t column = NextColumn(); column != kUnmatched; column = NextColumn()) {
    settled_.push_back(column);
    const std::int32_t row = matching_.row_of[At(column)];
    Relax(row, distance_[At(column)] - matching_.level[At(row)]);
  }
  if (best_column_ == kUnmatched) {
    SetAside(start);
  } else {
    // What is nearer than the free column becomes dearer by the difference, so that all arcs of the
    // path are cheapest choices and no other row would now choose otherwise.
    for (const std::int32_t column : settled_) {
      const Cost raise = best_ - distance_[At(column)];
      matching_.price[At(column)] += raise;
      matching_.level[At(matching_.row_of[At(column)])] += raise;
    }
    matching_.level[At(start)] = best_;
    for (std::int32_t column = best_column_, row = kUnmatched; row != start;) {
      row = from_row_[At(column)];
      matching_.row_of[At(column)] = row;
      std::swap(matching_.column_of[At(row)], column);
    }
  }
  for (const std::int32_t column : reached_) {
    distance_[At(column)] = kInfinity;
  }
  reached_.clear();
}

void Augmenting::SetAside(std::int32_t start) {
  matching_.row_competes[At(start)] = 1;
  for (const std::int32_t column : settled_) {
    matching_.column_scarce[At(column)] = 1;
    matching_.price[At(column)] = kBlocked;
    matching_.row_competes[At(matching_.row_of[At(column)])] = 1;
  }
}

}  // namespace buurtbrug::matching::engine
