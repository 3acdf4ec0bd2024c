#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/engine/plan/objective.h"
#include "matching/engine/plan/snapshot.h"
#include "matching/engine/search.h"

namespace buurtbrug::matching::engine {

inline std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// A pair as an element of a row: the support family and what the pair is worth.
struct PairAmount {
  std::int32_t supporter = 0;
  std::int32_t fit = 0;
  std::int64_t amount = 0;
};

// A snapshot as numbers: what may be chosen, and what it is worth. Units and support families are
// positions in the lists of the snapshot.
struct PlanInstance {
  std::vector<std::int32_t> places;   // that a unit takes
  std::vector<std::int8_t> priority;  // of a unit
  std::vector<std::int32_t> free;     // places of a support family
  PossiblePairs pairs;
  Scoring scoring;

  std::int32_t units() const { return static_cast<std::int32_t>(places.size()); }
  std::int32_t supporters() const { return static_cast<std::int32_t>(free.size()); }

  // Calls `visit(PairAmount)` for each possible pair of `unit`, in order of support families.
  template <typename Visit>
  void ForPairs(std::int32_t unit, const Visit& visit) const {
    const std::int64_t end = pairs.row_begin[At(unit) + 1];
    for (std::int64_t at = pairs.row_begin[At(unit)]; at < end; ++at) {
      const std::int32_t fit = pairs.fit[At(at)];
      visit(PairAmount{pairs.supporter[At(at)], fit, scoring.AmountOf(priority[At(unit)], fit)});
    }
  }
};

// The pairs are found by `threads` threads; the instance is the same with any number.
//   OUT_OF_RANGE  as ScoringOf
absl::StatusOr<PlanInstance> InstanceOf(const Snapshot& snapshot, int threads);

// Units and support families that hang together by possible pairs, each ascending. What is decided
// in one part changes nothing in another.
struct PlanPart {
  std::vector<std::int32_t> units;
  std::vector<std::int32_t> supporters;

  friend bool operator==(const PlanPart& a, const PlanPart& b) = default;
};

// In order of their first units. Who is in no possible pair is in no part.
std::vector<PlanPart> PartsOf(const PlanInstance& instance);

}  // namespace buurtbrug::matching::engine
