#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::domain {

// What the contract's protocol demands of a support family.
struct ScreeningDemands {
  // A certificate of conduct (VOG) is valid from the day on which it was seen, for this many
  // months; on the same day of the last month it has expired.
  int vog_valid_months = 0;
  bool training_required = false;
};

// What a support family lacks on `day` to start a trial, each once: VOG_MISSING or VOG_EXPIRED
// (some adult), TRAINING_MISSING, SCREENING_MISSING. Empty: ready. Pure; the order of the steps
// does not matter.
std::vector<std::string> MissingOn(absl::CivilDay day, int adults,
                                   const std::vector<FamilyStep>& steps,
                                   const ScreeningDemands& demands);

}  // namespace buurtbrug::registration::domain
