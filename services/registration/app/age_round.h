#pragma once

#include "registration/app/means.h"
#include "registration/app/round.h"

namespace buurtbrug::registration::app {

// Tells the profiles of families anew when a child became a year older since the last time: on the
// first day of the month after its birthday, in every contract that runs or is in its run-off. As
// WorkInContracts. What `means` names outlives it.
Round::Work AgeWork(const Means& means);

}  // namespace buurtbrug::registration::app
