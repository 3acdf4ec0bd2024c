#include "platform/core/requirement.h"

#include <algorithm>

namespace buurtbrug::platform::core {

std::vector<Requirement> PlainRequirements(int vog_valid_months, bool training_required) {
  std::vector<Requirement> requirements = {
      {.kind = RequirementKind::kVog,
       .scope = RequirementScope::kEveryAdult,
       .valid_months = vog_valid_months,
       .renewal_lead_months = std::min(kVogRenewalLeadMonths, vog_valid_months)},
      {.kind = RequirementKind::kDecision}};
  if (training_required) {
    requirements.insert(requirements.begin() + 1, {.kind = RequirementKind::kTraining});
  }
  return requirements;
}

const Requirement* FindRequirement(const std::vector<Requirement>& requirements,
                                   RequirementKind kind) {
  const auto found =
      std::find_if(requirements.begin(), requirements.end(),
                   [&](const Requirement& requirement) { return requirement.kind == kind; });
  return found == requirements.end() ? nullptr : &*found;
}

}  // namespace buurtbrug::platform::core
