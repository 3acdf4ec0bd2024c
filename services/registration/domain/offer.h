#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "registration/domain/family.h"

// What holds of a support family between its offer and a match. All pure.
namespace buurtbrug::registration::domain {

// Willingness that was confirmed holds so many days: longer ago, the family is asked again before
// it is proposed.
inline constexpr int kWillingDays = 14;

// The last day on which a confirmation of `asked_on` holds.
absl::CivilDay WillingUntil(absl::CivilDay asked_on);

// Whether the family is willing on `day`; not before it was asked, and not when it never was.
bool IsWilling(std::optional<absl::CivilDay> asked_on, absl::CivilDay day);

// A pause from `first_day` through `until`. INVALID_ARGUMENT about `until`: PAUSE_TOO_SHORT when it
// ends before it begins, PAUSE_TOO_LONG when it lasts more than a year.
absl::Status CheckPause(absl::CivilDay first_day, absl::CivilDay until);

// The state on `day`: a pause is over on the day after `paused_until`.
FamilyState StateOn(FamilyState state, std::optional<absl::CivilDay> paused_until,
                    absl::CivilDay day);

// Whether a family in `state` pauses on `day`: from the day of its last pause in `steps` on, until
// that ends. A pause that was ended by a step no longer counts on any day.
bool PausesOn(FamilyState state, const std::vector<FamilyStep>& steps,
              std::optional<absl::CivilDay> paused_until, absl::CivilDay day);

}  // namespace buurtbrug::registration::domain
