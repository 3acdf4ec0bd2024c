#pragma once

#include "matching/app/matches.h"

namespace buurtbrug::matching::app {

// The step, and where it ends a match with a cause and who wished it.
inline StepInput Concluded(StepInput step) {
  if (domain::Concludes(step.next)) {
    step.cause = domain::EndCause::kOther;
    step.wished_by = domain::WishedBy::kCoordinator;
  }
  return step;
}

}  // namespace buurtbrug::matching::app
