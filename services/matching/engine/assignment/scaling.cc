#include "matching/engine/assignment/scaling.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace buurtbrug::matching::engine {
namespace {

// Epsilon of the first and of the last phase as a share of the range of costs, and how many times
// smaller it becomes from phase to phase. Where hardly a column is to spare prices rise far, and a
// large epsilon saves bids; elsewhere it only drives them too high. Tuned on instances that are
// reported nowhere.
constexpr Cost kFirstShare = 64;
constexpr Cost kFirstShareWhenTight = 8;
constexpr std::size_t kRowsPerSpareColumnWhenTight = 100;
constexpr Cost kLastShare = 2048;
constexpr Cost kStep = 32;
// When the rows have bid so many times each, on average, in one phase, epsilon is
// far too small for how much prices have to rise, and grows. Seldom: it keeps odd instances within
// bounds.
constexpr std::int64_t kPatientBidsPerRow = 50;
constexpr Cost kWarStep = 4;

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// In this file the level of a matched row is the cost of its pair, without the price.
class Phases {
 public:
  explicit Phases(RowMatching& matching)
      : matching_(matching),
        rows_(matching.graph.left_count()),
        columns_(matching.graph.right_count),
        spare_(At(columns_ - rows_)) {}

  void Run() {
    range_ = CostRange();
    const Cost last = std::max<Cost>(range_ / kLastShare, 1);
    const bool tight = spare_ * kRowsPerSpareColumnWhenTight < At(rows_);
    Cost epsilon = std::max<Cost>(range_ / (tight ? kFirstShareWhenTight : kFirstShare), 1);
    for (RunPhase(epsilon); epsilon > last;) {
      epsilon = std::max(epsilon / kStep, last);
      RunPhase(epsilon);
    }
    Finish();
  }

 private:
  // Holder of a spare column, in row_of.
  static constexpr std::int32_t kSpare = -2;

  Cost CostRange() const {
    const BipartiteGraph& graph = matching_.graph;
    return graph.cost.As([&](const auto* costs) {
      Cost range = 0;
      for (std::int32_t row = 0; row < rows_; ++row) {
        const auto [low, high] = std::minmax_element(costs + graph.row_begin[At(row)],
                                                     costs + graph.row_begin[At(row) + 1]);
        range = std::max(range, Cost{*high} - *low);
      }
      return range;
    });
  }

  void RunPhase(Cost& epsilon) {
    TakeSpareColumns();
    KeepWhatIsNearlyBest(epsilon);
    for (std::int64_t patience = kPatientBidsPerRow * rows_; !waiting_.empty();) {
      const std::int32_t row = waiting_.back();
      waiting_.pop_back();
      BidFor(row, epsilon);
      if (--patience == 0) {
        epsilon *= kWarStep;
        patience = kPatientBidsPerRow * rows_;
      }
    }
    EndPhase();
  }

  // The lowest prices go to the bidders that want nothing else; ties by column.
  void TakeSpareColumns() {
    order_.clear();
    order_end_ = {-1, 0};
    for (std::size_t held = 0; held < spare_; ++held) {
      HoldAnother();
    }
  }

  // Prices only rise, so what is below order_end_ was so when order_ was filled, or came in since.
  void FillOrder() {
    for (std::int32_t column = 0; column < columns_; ++column) {
      if (matching_.row_of[At(column)] != kSpare) {
        order_.emplace_back(matching_.price[At(column)], column);
      }
    }
    const std::size_t most = spare_ + At(columns_) / 8 + 1;
    order_end_ = {kInfinity, 0};
    if (order_.size() > most) {
      const auto end = order_.begin() + static_cast<std::ptrdiff_t>(most);
      std::nth_element(order_.begin(), end, order_.end());
      order_end_ = *end;
      order_.erase(end, order_.end());
    }
    std::make_heap(order_.begin(), order_.end(), std::greater<>());
  }

  void PutInOrder(Cost price, std::int32_t column) {
    if (std::pair(price, column) < order_end_) {
      order_.emplace_back(price, column);
      std::push_heap(order_.begin(), order_.end(), std::greater<>());
    }
  }

  void Hold(std::int32_t column) {
    const std::int32_t loser = std::exchange(matching_.row_of[At(column)], kSpare);
    if (loser >= 0) {
      matching_.column_of[At(loser)] = kUnmatched;
      waiting_.push_back(loser);
    }
  }

  // The cheapest column that is not held yet. Prices only rise, so that a price in the heap that is
  // out of date is too low, and is found when it comes up.
  void HoldAnother() {
    for (;;) {
      if (order_.empty()) {
        FillOrder();
      }
      std::pop_heap(order_.begin(), order_.end(), std::greater<>());
      const auto [price, column] = order_.back();
      order_.pop_back();
      const Cost price_now = matching_.price[At(column)];
      if (matching_.row_of[At(column)] == kSpare) {
        continue;
      }
      if (price != price_now) {
        PutInOrder(price_now, column);
      } else {
        floor_ = std::max(floor_, price);
        Hold(column);
        return;
      }
    }
  }

  // A pair of the phase before stays when it is within epsilon of the best.
  void KeepWhatIsNearlyBest(Cost epsilon) {
    waiting_.clear();
    for (std::int32_t number = rows_ - 1; number >= 0; --number) {
      const std::size_t row = At(number);
      const std::int32_t column = matching_.column_of[row];
      if (column != kUnmatched) {
        const Cost sum = matching_.level[row] + std::max(matching_.price[At(column)], floor_);
        if (sum - ChooseBest(matching_, number, floor_).sum <= epsilon) {
          continue;
        }
        matching_.row_of[At(column)] = kUnmatched;
        matching_.column_of[row] = kUnmatched;
      }
      waiting_.push_back(number);
    }
  }

  void BidFor(std::int32_t row, Cost epsilon) {
    const Choice choice = ChooseBest(matching_, row, floor_);
    const Candidates::Row& candidates = matching_.candidates.Of(row);
    const std::int32_t chosen = candidates.column[choice.place];
    const Cost cost = candidates.cost[choice.place];
    const std::size_t column = At(chosen);
    // A row that depends on this column shakes off the others at once.
    const bool no_other = choice.second_sum >= kInfinity;
    const Cost advantage = no_other ? range_ : choice.second_sum - choice.sum;
    matching_.price[column] = choice.sum - cost + advantage + epsilon;
    matching_.level[At(row)] = cost;
    matching_.column_of[At(row)] = chosen;
    const std::int32_t loser = std::exchange(matching_.row_of[column], row);
    if (loser >= 0) {
      matching_.column_of[At(loser)] = kUnmatched;
      waiting_.push_back(loser);
    } else if (loser == kSpare) {
      PutInOrder(matching_.price[column], chosen);
      HoldAnother();
    }
  }

  void EndPhase() {
    for (std::int32_t column = 0; column < columns_; ++column) {
      matching_.price[At(column)] = std::max(matching_.price[At(column)], floor_);
      if (matching_.row_of[At(column)] == kSpare) {
        matching_.row_of[At(column)] = kUnmatched;
      }
    }
  }

  // Prices count from the lowest again, which is the floor when there are spare columns.
  void Finish() {
    Cost lowest = kInfinity;
    for (std::int32_t column = 0; column < columns_; ++column) {
      lowest = std::min(lowest, matching_.price[At(column)]);
    }
    for (std::int32_t column = 0; column < columns_; ++column) {
      matching_.price[At(column)] -= lowest;
      matching_.row_of[At(column)] = kUnmatched;
    }
    for (std::int32_t row = 0; row < rows_; ++row) {
      matching_.candidates.Lower(row, lowest);
      matching_.column_of[At(row)] = kUnmatched;
    }
  }

  RowMatching& matching_;
  std::int32_t rows_;
  std::int32_t columns_;
  std::size_t spare_;                  // columns more than rows
  Cost range_ = 0;                     // widest difference of costs in a row
  Cost floor_ = 0;                     // no column costs less; what the spare ones cost
  std::vector<std::int32_t> waiting_;  // rows that have to bid, the next one last
  // The cheapest columns that are not held, by price and number: a heap of those below order_end_.
  std::vector<std::pair<Cost, std::int32_t>> order_;
  std::pair<Cost, std::int32_t> order_end_;
};

}  // namespace

void FindPrices(RowMatching& matching) { Phases(matching).Run(); }

}  // namespace buurtbrug::matching::engine
