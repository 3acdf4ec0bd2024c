#include "registration/domain/screening.h"

#include "platform/core/civil.h"

namespace buurtbrug::registration::domain {

std::optional<absl::CivilDay> AdultFrom(const ScreenedPerson& person) {
  if (person.ref.kind == PersonKind::kAdult) {
    return absl::CivilDay::min();
  }
  if (!person.birth_date) {
    return std::nullopt;
  }
  return platform::core::Birthday(*person.birth_date, kAdultYears);
}

bool IsThere(const ScreenedPerson& person, absl::CivilDay day) {
  return (!person.joined_on || *person.joined_on <= day) &&
         (!person.left_on || day < *person.left_on);
}

bool Concerns(RequirementScope scope, const ScreenedPerson& person, absl::CivilDay day) {
  if (scope == RequirementScope::kFamily ||
      (scope == RequirementScope::kParticipatingAdults && !person.takes_part)) {
    return false;
  }
  const std::optional<absl::CivilDay> adult_from = AdultFrom(person);
  return adult_from && *adult_from <= day && IsThere(person, day);
}

bool IsExemptible(RequirementKind kind) {
  return kind != RequirementKind::kVog && kind != RequirementKind::kDecision;
}

}  // namespace buurtbrug::registration::domain
