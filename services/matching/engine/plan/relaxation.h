#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/engine/plan/plan.h"

namespace buurtbrug::matching::engine {

// A decision for a unit: its support family, or kNobody: it goes unhelped.
struct Decision {
  std::int32_t unit = 0;
  std::int32_t supporter = kNobody;
};

// In a relaxation: several support families share the unit, or do only a part of it.
inline constexpr std::int32_t kShared = -2;

struct Relaxed {
  ProofNode node;  // with value, price and bound
  // Of the units of the part, in their order.
  std::vector<std::int32_t> supporter_of;
};

// The best that a part can be worth once `decisions` are made, when a unit may have its places with
// several support families, with the prices that prove it. An assignment problem: a unit is as many
// rows as it takes places, a support family as many columns as it has free, though not more than
// anybody could take; and each row has a column of its own that is worth nothing, to go unhelped.
absl::StatusOr<Relaxed> Relax(const PlanInstance& instance, const PlanPart& part,
                              const std::vector<Decision>& decisions);

// What a plan is worth at most that makes one more decision for a unit, by the prices of a node.
struct ChildBound {
  std::int64_t bound = 0;
  std::int32_t supporter = kNobody;
};
// Of all decisions that are possible for it, in the order of ProofNode::children.
std::vector<ChildBound> ChildBounds(const PlanInstance& instance, const PlanPart& part,
                                    const std::vector<Decision>& decisions, const ProofNode& node,
                                    std::int32_t unit);

}  // namespace buurtbrug::matching::engine
