#pragma once

#include <cstdint>
#include <vector>

#include "tools/simulate/town.h"

// Figures of a simulated year, for one group of families. Pure.
namespace buurtbrug::simulate {

// How long a family waited, in days; `matched` false: it still waited, or gave up, after these.
struct Wait {
  int days = 0;
  bool matched = false;
  int neighbourhood = 0;
  TargetGroup group = TargetGroup::kSingleMother;
};

struct Figures {
  int families = 0;
  // Share of a thousand that is matched within half a year, as estimated from all families, those
  // who still wait at the end of the year included (Kaplan and Meier 1958).
  int matched_within_half_a_year = 0;
  // Days after which half is matched by the same estimate; kNotReached when that is never so.
  int median_days = 0;
};
inline constexpr int kNotReached = -1;
inline constexpr int kHalfAYearDays = 182;

Figures FiguresOf(std::vector<Wait> waits);

}  // namespace buurtbrug::simulate
