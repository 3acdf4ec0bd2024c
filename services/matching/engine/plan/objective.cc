#include "matching/engine/plan/objective.h"

#include <algorithm>
#include <numeric>

#include "matching/engine/assignment/graph_form.h"

namespace buurtbrug::matching::engine {
namespace {

__extension__ using Wide = __int128;

}  // namespace

int PriorityOf(const Unit& unit, DayNumber day) {
  const std::int64_t waited = unit.waiting_since == kNoDay || unit.waiting_since >= day
                                  ? 0
                                  : std::int64_t{day} - unit.waiting_since;
  const std::int64_t steps = std::clamp(unit.urgency, 1, 3) - 1 + waited / kWaitingDays;
  return static_cast<int>(kPriorities - 1 - std::min<std::int64_t>(steps, kPriorities - 1));
}

Worth operator+(const Worth& a, const Worth& b) {
  Worth sum = a;
  for (std::size_t i = 0; i < sum.helped.size(); ++i) {
    sum.helped[i] += b.helped[i];
  }
  sum.fit += b.fit;
  return sum;
}

Worth operator-(const Worth& a, const Worth& b) {
  Worth difference = a;
  for (std::size_t i = 0; i < difference.helped.size(); ++i) {
    difference.helped[i] -= b.helped[i];
  }
  difference.fit -= b.fit;
  return difference;
}

std::int64_t Scoring::AmountOf(const Worth& worth) const {
  std::int64_t weights = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    weights += weight[i] * worth.helped[i];
  }
  return unit_fit * (base * weights + worth.fit);
}

Split Divide(const Scoring& scoring, std::int64_t amount) {
  const auto floor_of = [](std::int64_t number, std::int64_t by) {
    return number / by - (number % by < 0 ? 1 : 0);
  };
  // A fit of a difference lies between -most_fit and most_fit, and base is above twice that.
  const std::int64_t fits = floor_of(amount, scoring.unit_fit);
  const std::int64_t weight = floor_of(fits + scoring.most_fit, scoring.base);
  return {.weight = weight, .fit = fits - weight * scoring.base};
}

absl::StatusOr<Scoring> ScoringOf(const Snapshot& snapshot, const PossiblePairs& pairs) {
  Scoring scoring;
  std::int64_t differ = 0;
  std::int64_t nodes = 0;
  for (std::size_t u = 0; u < snapshot.units.size(); ++u) {
    const auto row = pairs.fit.begin() + pairs.row_begin[u];
    const auto row_end = pairs.fit.begin() + pairs.row_begin[u + 1];
    if (row == row_end) {
      continue;
    }
    const std::int64_t places = snapshot.units[u].places;
    scoring.most_fit += *std::max_element(row, row_end);
    scoring.unit_fit = std::lcm(scoring.unit_fit, places);
    differ += places == 1 ? 0 : places + 1;
    nodes += 2 * places;
  }
  for (const Supporter& supporter : snapshot.supporters) {
    nodes += supporter.free_places;
  }
  // From the last class to the first: by how much more a class counts than the one below it.
  const std::int64_t third = 1;
  const std::int64_t second = differ * third + 1;
  scoring.base = 2 * scoring.most_fit + 1;
  // Neither is anywhere near the limit unless the third is beyond it.
  const Wide first = Wide{differ} * (third + second) + 1;
  const Wide most =
      Wide{scoring.unit_fit} * (Wide{scoring.base} * (first + second + third) + kMostFit);
  if (most > LargestCost(nodes)) {
    return absl::OutOfRangeError("plan: too many units, or too many that take several places");
  }
  scoring.weight = {static_cast<std::int64_t>(first) + second + third, second + third, third};
  return scoring;
}

}  // namespace buurtbrug::matching::engine
