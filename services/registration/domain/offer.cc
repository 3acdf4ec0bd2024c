#include "registration/domain/offer.h"

#include <algorithm>

#include "platform/core/civil.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {

using platform::core::InvalidField;

absl::CivilDay WillingUntil(absl::CivilDay asked_on) { return asked_on + kWillingDays; }

bool IsWilling(std::optional<absl::CivilDay> asked_on, absl::CivilDay day) {
  return asked_on && *asked_on <= day && day <= WillingUntil(*asked_on);
}

absl::Status CheckPause(absl::CivilDay first_day, absl::CivilDay until) {
  constexpr int kMostMonths = 12;
  if (until < first_day) {
    return InvalidField("until", "PAUSE_TOO_SHORT", "a pause ends on or after its first day");
  }
  if (until > platform::core::AddMonths(first_day, kMostMonths)) {
    return InvalidField("until", "PAUSE_TOO_LONG",
                        "a pause lasts at most a year: ask again, or close the case");
  }
  return absl::OkStatus();
}

FamilyState StateOn(FamilyState state, std::optional<absl::CivilDay> paused_until,
                    absl::CivilDay day) {
  const bool over = paused_until && *paused_until < day;
  return state == FamilyState::kPaused && over ? FamilyState::kAvailable : state;
}

bool PausesOn(FamilyState state, const std::vector<FamilyStep>& steps,
              std::optional<absl::CivilDay> paused_until, absl::CivilDay day) {
  const auto last = std::find_if(steps.rbegin(), steps.rend(), [](const FamilyStep& step) {
    return step.kind == StepKind::kPaused;
  });
  const bool begun = last == steps.rend() || last->occurred_on <= day;
  return begun && StateOn(state, paused_until, day) == FamilyState::kPaused;
}

}  // namespace buurtbrug::registration::domain
