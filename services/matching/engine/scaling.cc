#include "matching/engine/scaling.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace buurtbrug::matching::engine {
namespace {

// Epsilon of the first and of the last phase as a share of the range of costs, and how many times
// smaller it becomes from phase to phase. Tuned on instances that are reported nowhere.
constexpr Cost kFirstShare = 64;
constexpr Cost kLastShare = 8192;
constexpr Cost kStep = 5;
// A phase that goes on for longer leaves the rest to the next.
constexpr std::int64_t kMostBidsPerRow = 100;

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

class Phases {
 public:
  Phases(RowMatching& matching, const Component& component)
      : matching_(matching),
        graph_(matching.graph),
        rows_(component.rows),
        columns_(component.columns),
        spare_(columns_.size() - rows_.size()) {}

  void Run() {
    range_ = CostRange();
    const Cost last = std::max<Cost>(range_ / kLastShare, 1);
    for (Cost epsilon = std::max<Cost>(range_ / kFirstShare, 1);;
         epsilon = std::max(epsilon / kStep, last)) {
      RunPhase(epsilon);
      if (epsilon == last) {
        break;
      }
    }
    for (const std::int32_t column : columns_) {
      matching_.row_of[At(column)] = kUnmatched;
    }
    for (const std::int32_t row : rows_) {
      matching_.column_of[At(row)] = kUnmatched;
    }
  }

 private:
  // Holder of a spare column, in row_of.
  static constexpr std::int32_t kSpare = -2;

  struct Choice {
    Cost sum = kInfinity;         // cost + price of the best column
    Cost second_sum = kInfinity;  // of the second best one
    std::int32_t column = kUnmatched;
    void Offer(std::int32_t other, Cost other_sum) {
      if (other_sum < sum) {
        second_sum = std::exchange(sum, other_sum);
        column = other;
      } else {
        second_sum = std::min(second_sum, other_sum);
      }
    }
  };

  Cost CostRange() const {
    Cost range = 0;
    for (const std::int32_t row : rows_) {
      Cost low = kInfinity;
      Cost high = -kInfinity;
      for (std::int64_t arc = graph_.row_begin[At(row)]; arc < graph_.row_begin[At(row) + 1];
           ++arc) {
        low = std::min(low, graph_.cost[At(arc)]);
        high = std::max(high, graph_.cost[At(arc)]);
      }
      range = std::max(range, high - low);
    }
    return range;
  }

  // What a price rose by since the phase began, where nobody pays less than the floor.
  Cost Rise(std::int32_t column) const {
    return std::max(matching_.rise[At(column)], floor_ - matching_.first_price[At(column)]);
  }

  Choice Choose(std::int32_t row) const {
    const CheapArcs& cheap = matching_.cheap;
    const Cost base = cheap.Base(row);
    Choice choice;
    for (const CheapArcs::Item* item = cheap.begin(row); item != cheap.end(row); ++item) {
      const Cost least = base + item->Above();
      if (least >= choice.second_sum) {
        return choice;
      }
      choice.Offer(item->Column(), least + Rise(item->Column()));
    }
    if (cheap.RestFrom(row) < choice.second_sum) {
      choice = {};
      for (std::int64_t arc = graph_.row_begin[At(row)]; arc < graph_.row_begin[At(row) + 1];
           ++arc) {
        const std::int32_t column = graph_.right[At(arc)];
        choice.Offer(column,
                     graph_.cost[At(arc)] + matching_.first_price[At(column)] + Rise(column));
      }
    }
    return choice;
  }

  void RunPhase(Cost epsilon) {
    TakeSpareColumns();
    SortRows();
    KeepWhatIsNearlyBest(epsilon);
    std::int64_t bids_left = kMostBidsPerRow * static_cast<std::int64_t>(rows_.size());
    while (!waiting_.empty() && bids_left-- > 0) {
      const std::int32_t row = waiting_.back();
      waiting_.pop_back();
      BidFor(row, epsilon);
    }
    EndPhase();
  }

  // The lowest prices go to the bidders that want nothing else; ties by column.
  void TakeSpareColumns() {
    order_.clear();
    for (const std::int32_t column : columns_) {
      order_.emplace_back(matching_.first_price[At(column)], column);
    }
    if (spare_ == 0) {
      return;
    }
    const auto others = order_.begin() + static_cast<std::ptrdiff_t>(spare_);
    std::nth_element(order_.begin(), others - 1, order_.end());
    floor_ = (others - 1)->first;
    for (auto held = order_.begin(); held != others; ++held) {
      Hold(held->second);
      matching_.first_price[At(held->second)] = floor_;
    }
    order_.erase(order_.begin(), others);
    std::make_heap(order_.begin(), order_.end(), std::greater<>());
  }

  void Hold(std::int32_t column) {
    const std::int32_t loser = std::exchange(matching_.row_of[At(column)], kSpare);
    if (loser >= 0) {
      matching_.column_of[At(loser)] = kUnmatched;
      waiting_.push_back(loser);
    }
  }

  // The cheapest column that is not held yet. Prices only rise in a phase, so that a price that has
  // become outdated in the heap is too low, and is found when it comes up.
  void HoldAnother() {
    for (;;) {
      std::pop_heap(order_.begin(), order_.end(), std::greater<>());
      const auto [price, column] = order_.back();
      const Cost now = matching_.Price(At(column));
      if (matching_.row_of[At(column)] == kSpare) {
        order_.pop_back();
      } else if (price != now) {
        order_.back().first = now;
        std::push_heap(order_.begin(), order_.end(), std::greater<>());
      } else {
        order_.pop_back();
        floor_ = std::max(floor_, price);
        Hold(column);
        return;
      }
    }
  }

  void SortRows() {
    for (const std::int32_t row : rows_) {
      matching_.cheap.Sort(row, matching_.first_price, scratch_);
    }
  }

  // A pair stays when it is within epsilon of the best.
  void KeepWhatIsNearlyBest(Cost epsilon) {
    waiting_.clear();
    for (auto at = rows_.rbegin(); at != rows_.rend(); ++at) {
      const std::size_t row = At(*at);
      const std::int32_t column = matching_.column_of[row];
      if (column != kUnmatched) {
        const Cost sum = matching_.level[row] + matching_.first_price[At(column)];
        if (sum - matching_.cheap.Base(*at) <= epsilon) {
          continue;
        }
        matching_.row_of[At(column)] = kUnmatched;
        matching_.column_of[row] = kUnmatched;
      }
      waiting_.push_back(*at);
    }
  }

  void BidFor(std::int32_t row, Cost epsilon) {
    const Choice choice = Choose(row);
    const std::size_t column = At(choice.column);
    const Cost rise = Rise(choice.column);
    // Its cost, until the phases are over.
    matching_.level[At(row)] = choice.sum - rise - matching_.first_price[column];
    // A row that depends on this column shakes off the others at once.
    const bool no_other = choice.second_sum >= kInfinity;
    matching_.rise[column] = rise + epsilon + (no_other ? range_ : choice.second_sum - choice.sum);
    const std::int32_t loser = std::exchange(matching_.row_of[column], row);
    matching_.column_of[At(row)] = choice.column;
    if (loser >= 0) {
      matching_.column_of[At(loser)] = kUnmatched;
      waiting_.push_back(loser);
    } else if (loser == kSpare) {
      order_.emplace_back(matching_.Price(column), choice.column);
      std::push_heap(order_.begin(), order_.end(), std::greater<>());
      HoldAnother();
    }
  }

  // Prices count from the floor again; without spare columns from the lowest.
  void EndPhase() {
    Cost lowest = kInfinity;
    for (const std::int32_t column : columns_) {
      Cost& price = matching_.first_price[At(column)];
      price += Rise(column);
      lowest = std::min(lowest, price);
      matching_.rise[At(column)] = 0;
      if (matching_.row_of[At(column)] == kSpare) {
        matching_.row_of[At(column)] = kUnmatched;
      }
    }
    for (const std::int32_t column : columns_) {
      matching_.first_price[At(column)] -= lowest;
    }
    floor_ = 0;
  }

  RowMatching& matching_;
  const BipartiteGraph& graph_;
  const std::vector<std::int32_t>& rows_;
  const std::vector<std::int32_t>& columns_;
  std::size_t spare_;  // columns more than rows
  Cost range_ = 0;     // widest difference of costs in a row
  Cost floor_ = 0;
  std::vector<std::int32_t> waiting_;                 // rows that have to bid
  std::vector<std::pair<Cost, std::int32_t>> order_;  // columns not held, by price: a heap
  CheapArcs::Scratch scratch_;
};

}  // namespace

void FindFirstPrices(RowMatching& matching, const Component& component) {
  Phases(matching, component).Run();
}

}  // namespace buurtbrug::matching::engine
