#pragma once

#include <cstdint>
#include <vector>

#include "matching/engine/plan/plan.h"

namespace buurtbrug::matching::engine {

// What one place more or less is worth to an optimal plan, exactly, without making the plan again:
// shortest augmenting paths over the residual graph, with reduced costs by the prices of the proof
// as lengths. One search gives it for all places at once. Only for parts in which every unit takes
// one place; for others it says that it does not know. Immutable.
class Marginals {
 public:
  Marginals(const Snapshot& snapshot, const PlanInstance& instance, const Plan& plan);

  // Whether the unit, or support family, is in a part for which it knows, or in none.
  bool KnowsUnit(std::int32_t unit) const { return unit_known_[At(unit)] != 0; }
  bool KnowsSupporter(std::int32_t supporter) const { return supporter_known_[At(supporter)] != 0; }

  struct Rise {
    Worth worth;                    // by which the best plan rises
    std::int32_t helped = kNobody;  // the unit that is helped besides; nobody: others fit better
  };
  // When one place is added that is possible for `pairs` (units and fits), all of them known. It
  // helps one unit more, or none; nobody loses by it.
  struct NewPair {
    std::int32_t unit = 0;
    std::int32_t fit = 0;
  };
  Rise OfNewPlace(const std::vector<NewPair>& pairs) const;

  // By how much the best plan falls when a known support family has one free place less; nothing
  // when it has a place that the plan leaves free.
  Worth OfLostPlace(std::int32_t supporter) const { return lost_[At(supporter)]; }

 private:
  class Search;

  const PlanInstance& instance_;
  std::vector<char> unit_known_;
  std::vector<char> supporter_known_;
  // Of a unit: what there is to gain when it gives up what the plan gives it.
  std::vector<Rise> leaving_;
  std::vector<Worth> lost_;
};

}  // namespace buurtbrug::matching::engine
