#pragma once

#include <cstdint>
#include <vector>

#include "matching/engine/plan/plan.h"

namespace buurtbrug::matching::engine {

// Who supports whom: for each unit of a snapshot a position in its support families, or kNobody.
using Choices = std::vector<std::int32_t>;

Choices ChoicesOf(const Plan& plan);

// A pair as it is known outside a snapshot.
struct NamedPair {
  FamilyId request_family;
  ChildSet children;
  FamilyId support_family;
};
struct NamedChoices {
  Choices choices;
  // Pairs that have no place among them: the unit or the support family is not in the snapshot, or
  // the unit has another partner already.
  std::vector<NamedPair> left_out;
};
// The pairs of `named` as choices of `snapshot`: coordinators' proposals, or a plan of another day.
NamedChoices ChoicesOf(const Snapshot& snapshot, const std::vector<NamedPair>& named);
std::vector<NamedPair> NamesOf(const Snapshot& snapshot, const Choices& choices);

// One of the two that are compared.
struct Side {
  Worth worth;                    // by the weights of the snapshot
  std::int64_t fit_by_other = 0;  // sum of the fits by the other weights
  // Units whose pair breaks a rule today; they count all the same.
  std::vector<std::int32_t> breaking;
};
struct Change {
  std::int32_t unit = 0;
  std::int32_t first = kNobody;
  std::int32_t second = kNobody;
};
struct Comparison {
  Side first;
  Side second;
  std::vector<Change> changes;  // units with another partner, ascending
};

// Two sets of choices for the units of one snapshot, by its own weights and by `other`: a plan with
// today's proposals, or with the plan by another weighting. Pure.
Comparison Compare(const Snapshot& snapshot, const Choices& first, const Choices& second,
                   const Weights& other);

}  // namespace buurtbrug::matching::engine
