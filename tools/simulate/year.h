#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/engine/fit.h"
#include "tools/simulate/figures.h"
#include "tools/simulate/town.h"

// A year of planning: each Monday an exact plan over all who wait, of which coordinators have time
// to ask a few; who accepts is matched for the rest of the year. Pure.
namespace buurtbrug::simulate {

// Pairs whom the coordinators of the municipality ask in a week: those that fit best.
inline constexpr std::size_t kAsksPerWeek = 2;

struct Course {
  std::vector<Wait> waits;  // of all request families
  // Of the pairs of a plan that nobody asked: those whose two families are both still free in the
  // next week, and how many of these the next plan has again.
  int still_possible = 0;
  int planned_again = 0;
};

// INVALID_ARGUMENT when the weights are not usable.
absl::StatusOr<Course> RunYear(std::uint64_t seed, const Year& year,
                               const matching::engine::Weights& weights);

}  // namespace buurtbrug::simulate
