#include "registration/app/readiness_round.h"

#include "registration/app/family_round.h"
#include "registration/app/readiness.h"

namespace buurtbrug::registration::app {

Round::Work ReadinessWork(const Means& means) {
  const FamilyWork work = {HoldStale, ReadinessRefresher(means)};
  return {"readiness", "readiness judged",
          [means, work](const Round::Turn& turn) { return WorkInContracts(means, turn, work); }};
}

}  // namespace buurtbrug::registration::app
