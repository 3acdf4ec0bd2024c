#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/engine/plan/snapshot.h"
#include "matching/engine/search.h"

// What makes one plan better than another. Pure.
namespace buurtbrug::matching::engine {

// Nobody, where a position in a list of support families is asked for.
inline constexpr std::int32_t kNobody = -1;

inline constexpr int kPriorities = 3;

// The class of a unit of demand, 0 to kPriorities - 1, 0 goes first: its urgency, one class higher
// for each half year (kWaitingDays) that it waits. So nobody is passed by newcomers for ever.
int PriorityOf(const Unit& unit, DayNumber day);

// How good a plan is: of each class how many units it helps, the first class before all others, and
// then the sum of the fits of its pairs. Greater is better.
struct Worth {
  std::array<std::int32_t, kPriorities> helped{};
  std::int64_t fit = 0;

  std::int32_t helped_in_all() const { return helped[0] + helped[1] + helped[2]; }
  friend auto operator<=>(const Worth& a, const Worth& b) = default;
};
Worth operator+(const Worth& a, const Worth& b);
Worth operator-(const Worth& a, const Worth& b);

// The worth of a plan in one number, an amount, which orders plans of the same snapshot as Worth
// does. A helped unit counts
//
//   unit_fit * (base * weight[class] + fit)
//
// base is above twice the sum of the fits of any plan, so that no fit makes up for a family.
// Without units that take several places any falling weights put the first class before all others
// (the units that can be helped together are a matroid), and they are 3, 2, 1. With such units,
// whose places and number add up to d, two plans that differ in them help up to d more or fewer of
// a class and the ones above it; the weights grow so that d of a lower class do not outweigh one of
// a higher one (docs/adr/0025-plan.md).
//
// unit_fit is the least common multiple of the places that units take, so that the share of an
// amount that falls to one place is a whole number.
struct Scoring {
  std::int64_t unit_fit = 1;
  std::int64_t most_fit = 0;  // no plan has a higher sum
  std::int64_t base = 1;
  std::array<std::int64_t, kPriorities> weight = {3, 2, 1};

  std::int64_t AmountOf(int priority, std::int32_t fit) const {
    return unit_fit * (base * weight[static_cast<std::size_t>(priority)] + fit);
  }
  std::int64_t AmountOf(const Worth& worth) const;

  friend bool operator==(const Scoring& a, const Scoring& b) = default;
};

// An amount taken apart: how many helped units it stands for, by their weights, and how much fit.
struct Split {
  std::int64_t weight = 0;
  std::int64_t fit = 0;
};
// Exact for the difference of any two plans; rounded down where it is not a whole fit.
Split Divide(const Scoring& scoring, std::int64_t amount);

// Of the units of `snapshot` when `pairs` are all that are possible.
//   OUT_OF_RANGE  the amounts of so many units would not fit into 64 bits
absl::StatusOr<Scoring> ScoringOf(const Snapshot& snapshot, const PossiblePairs& pairs);

}  // namespace buurtbrug::matching::engine
