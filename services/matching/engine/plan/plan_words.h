#pragma once

#include <cstdint>
#include <string>

#include "matching/engine/plan/plan.h"

namespace buurtbrug::matching::engine {

// A fit as coordinators see it, 0 to 1000 (as ShownFit::of_thousand).
std::int32_t OfThousand(std::int64_t fit, const Weights& weights);

// What the plan did for a unit and what would have to change, in Dutch: sentences without capital
// and full stop, with semicolons between them. No name, no id. Pure.
std::string SayLine(const Snapshot& snapshot, const PlanLine& line);

// Why a pair of a near miss is not possible, in Dutch (as Say).
std::string SayMiss(const Snapshot& snapshot, std::int32_t unit, const PlanMiss& miss);

}  // namespace buurtbrug::matching::engine
