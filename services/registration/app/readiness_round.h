#pragma once

#include "registration/app/means.h"
#include "registration/app/round.h"

namespace buurtbrug::registration::app {

// Judges anew the support families whose derived rows are out of date, in every contract that runs
// or is in its run-off, and tells what has changed: on the day on which a child comes of age or a
// VOG expires, after a protocol was adopted, of families that a partner referred. In batches, each
// a transaction of one contract with its answer and facts; what another one holds is left to it.
// How many it judged. What `means` names outlives it.
//   UNAVAILABLE  at once; what fails otherwise in one contract does not keep the others waiting
Round::Work ReadinessWork(const Means& means);

}  // namespace buurtbrug::registration::app
