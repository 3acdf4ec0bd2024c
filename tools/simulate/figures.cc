#include "tools/simulate/figures.h"

#include <algorithm>
#include <cmath>

namespace buurtbrug::simulate {

// The product over the days on which matches begin of (waiting - matched) / waiting, where whoever
// stops waiting unmatched on a day counts as waiting on that day.
Figures FiguresOf(std::vector<Wait> waits) {
  std::sort(waits.begin(), waits.end(),
            [](const Wait& one, const Wait& other) { return one.days < other.days; });
  Figures figures;
  figures.families = static_cast<int>(waits.size());
  figures.median_days = kNotReached;
  double unmatched = 1;
  double unmatched_at_half_a_year = 1;
  for (auto day = waits.begin(); day != waits.end();) {
    const auto next =
        std::find_if(day, waits.end(), [&](const Wait& wait) { return wait.days != day->days; });
    const auto waiting = static_cast<double>(waits.end() - day);
    const auto matched = static_cast<double>(
        std::count_if(day, next, [](const Wait& wait) { return wait.matched; }));
    unmatched *= (waiting - matched) / waiting;
    if (day->days <= kHalfAYearDays) {
      unmatched_at_half_a_year = unmatched;
    }
    if (unmatched <= 0.5 && figures.median_days == kNotReached) {
      figures.median_days = day->days;
    }
    day = next;
  }
  figures.matched_within_half_a_year =
      static_cast<int>(std::lround(1000 * (1 - unmatched_at_half_a_year)));
  return figures;
}

}  // namespace buurtbrug::simulate
