#include "matching/engine/assignment/releasing.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace buurtbrug::matching::engine {
namespace {

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// Arcs are collected up to this part of the highest price in question first, and so many times as
// far again whenever that was not enough.
constexpr Cost kFirstReachShare = 32;
constexpr Cost kReachStep = 8;

class Releasing {
 public:
  explicit Releasing(RowMatching& matching)
      : matching_(matching),
        fallen_(matching.price.size(), 0),
        distance_(matching.price.size(), kInfinity),
        from_column_(matching.price.size(), kUnmatched) {}

  void Run() {
    if (!FindPriced()) {
      return;
    }
    for (std::size_t next = 0; next < priced_.size();) {
      CollectArcs();
      while (next < priced_.size() && ReleaseOne(priced_[next])) {
        ++next;
      }
      reach_ *= kReachStep;
    }
  }

 private:
  struct NearArc {
    std::int32_t row = 0;
    std::int32_t column = 0;
    Cost cost = 0;
  };

  // Free columns with a price. A search leaves no other column that is free with one.
  bool FindPriced() {
    Cost highest = 0;
    for (std::size_t column = 0; column < matching_.row_of.size(); ++column) {
      if (matching_.row_of[column] == kUnmatched && matching_.price[column] > 0 &&
          matching_.price[column] < kInfinity) {
        priced_.push_back(static_cast<std::int32_t>(column));
        highest = std::max(highest, matching_.price[column]);
      }
    }
    reach_ = highest / kFirstReachShare + 1;
    return !priced_.empty();
  }

  // The candidates of most rows are all that is near: their bound is true but for what prices fell
  // by.
  template <typename Visit>
  void ForNearArcs(const Visit& visit) const {
    const BipartiteGraph& graph = matching_.graph;
    for (std::int32_t row = 0; row < graph.left_count(); ++row) {
      const Cost below = matching_.level[At(row)] + reach_;
      const auto offer = [&](std::int32_t column, Cost cost) {
        if (cost + matching_.price[At(column)] < below) {
          visit(row, column, cost);
        }
      };
      const Candidates::Row& candidates = matching_.candidates.Of(row);
      if (candidates.rest_from - most_fallen_ >= below) {
        for (std::size_t i = 0; i < Candidates::kPerRow; ++i) {
          offer(candidates.column[i], candidates.cost[i]);
        }
        continue;
      }
      for (std::int64_t arc = graph.row_begin[At(row)]; arc < graph.row_begin[At(row) + 1]; ++arc) {
        offer(graph.right[At(arc)], graph.cost[At(arc)]);
      }
    }
  }

  void CollectArcs() {
    fallen_before_ = most_fallen_;
    column_begin_.assign(matching_.price.size() + 1, 0);
    std::vector<NearArc> by_row;
    ForNearArcs([&](std::int32_t row, std::int32_t column, Cost cost) {
      by_row.push_back({row, column, cost});
      ++column_begin_[At(column) + 1];
    });
    for (std::size_t column = 1; column < column_begin_.size(); ++column) {
      column_begin_[column] += column_begin_[column - 1];
    }
    near_.resize(column_begin_.back());
    std::vector<std::size_t> next(column_begin_.begin(), column_begin_.end() - 1);
    for (const NearArc& arc : by_row) {
      near_[next[At(arc.column)]++] = arc;
    }
  }

  void Reach(std::int32_t column, std::int32_t from, Cost distance) {
    if (distance >= best_ || distance >= distance_[At(column)]) {
      return;
    }
    if (distance_[At(column)] == kInfinity) {
      reached_.push_back(column);
    }
    distance_[At(column)] = distance;
    from_column_[At(column)] = from;
    heap_.emplace_back(distance, column);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    if (distance + matching_.price[At(column)] < best_) {
      best_ = distance + matching_.price[At(column)];
      best_column_ = column;
    }
  }

  // False, and nothing done, when the collected arcs may not be all that it needs: those with a
  // reduced cost below the length of the path.
  bool ReleaseOne(std::int32_t start) {
    best_ = matching_.price[At(start)];
    best_column_ = start;
    settled_.clear();
    reached_.assign(1, start);
    distance_[At(start)] = 0;
    heap_.assign(1, {0, start});
    const Cost most_complete = reach_ - (most_fallen_ - fallen_before_);
    while (!heap_.empty() && heap_.front().first < std::min(best_, most_complete)) {
      const auto [distance, column] = heap_.front();
      std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
      heap_.pop_back();
      if (distance == distance_[At(column)]) {
        settled_.push_back(column);
        Relax(column, distance);
      }
    }
    const bool complete = best_ <= most_complete;
    if (complete) {
      Lower();
      TakeOver(start);
    }
    for (const std::int32_t column : reached_) {
      distance_[At(column)] = kInfinity;
    }
    return complete;
  }

  void Relax(std::int32_t column, Cost distance) {
    for (std::size_t arc = column_begin_[At(column)]; arc < column_begin_[At(column) + 1]; ++arc) {
      const std::int32_t row = near_[arc].row;
      const std::int32_t other = matching_.column_of[At(row)];
      if (other != column) {
        const Cost slack = near_[arc].cost + matching_.price[At(column)] - matching_.level[At(row)];
        Reach(other, column, distance + slack);
      }
    }
  }

  void Lower() {
    for (const std::int32_t column : settled_) {
      const Cost fall = best_ - distance_[At(column)];
      matching_.price[At(column)] -= fall;
      fallen_[At(column)] += fall;
      most_fallen_ = std::max(most_fallen_, fallen_[At(column)]);
      if (matching_.row_of[At(column)] != kUnmatched) {
        matching_.level[At(matching_.row_of[At(column)])] -= fall;
      }
    }
  }

  // Each row on the path moves one column towards the start; the column at its end is left free.
  void TakeOver(std::int32_t start) {
    std::int32_t column = best_column_;
    std::int32_t row = std::exchange(matching_.row_of[At(column)], kUnmatched);
    while (column != start) {
      column = from_column_[At(column)];
      matching_.column_of[At(row)] = column;
      std::swap(matching_.row_of[At(column)], row);
    }
  }

  RowMatching& matching_;
  std::vector<std::int32_t> priced_;
  Cost reach_ = 0;                         // arcs with a reduced cost below this are collected
  std::vector<std::size_t> column_begin_;  // into near_
  std::vector<NearArc> near_;
  std::vector<Cost> fallen_;  // by how much the price of a column fell
  Cost most_fallen_ = 0;      // the highest of them
  Cost fallen_before_ = 0;    // the same when arcs were collected
  std::vector<Cost> distance_;
  std::vector<std::int32_t> from_column_;
  std::vector<std::int32_t> reached_;
  std::vector<std::int32_t> settled_;
  std::vector<std::pair<Cost, std::int32_t>> heap_;
  Cost best_ = 0;
  std::int32_t best_column_ = kUnmatched;
};

}  // namespace

void ReleaseFreeColumns(RowMatching& matching) { Releasing(matching).Run(); }

}  // namespace buurtbrug::matching::engine
