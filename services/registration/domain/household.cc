#include "registration/domain/household.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "registration/domain/profile.h"

namespace buurtbrug::registration::domain {

using absl::StatusCode;
using platform::core::Error;
using platform::core::InvalidField;

Personal FullName(const PersonFacts& facts) {
  if (facts.given_name.empty() && facts.family_name.empty()) {
    return facts.name;
  }
  const bool both = !facts.given_name.empty() && !facts.family_name.empty();
  return Personal(
      absl::StrCat(facts.given_name.Reveal(), both ? " " : "", facts.family_name.Reveal()));
}

const FamilyMember* FindPerson(const Household& household, const PersonRef& ref) {
  const auto found = std::find_if(household.people.begin(), household.people.end(),
                                  [&](const FamilyMember& person) { return person.ref == ref; });
  return found == household.people.end() ? nullptr : &*found;
}

bool IsThere(const FamilyMember& person, absl::CivilDay day) {
  return day >= person.first_day && (!person.last_day || day <= *person.last_day);
}

absl::Status CheckPerson(PersonKind kind, const PersonFacts& facts, absl::CivilDay day) {
  if (kind == PersonKind::kAdult) {
    if (FullName(facts).empty()) {
      return InvalidField("given_name", "NO_NAME", "name the adult");
    }
    if (facts.birth_date && AgeOn(*facts.birth_date, day) < kAdultYears) {
      return InvalidField("birth_date", "ADULT_TOO_YOUNG",
                          absl::StrCat("an adult is ", kAdultYears, " or older"));
    }
    return absl::OkStatus();
  }
  if (!facts.birth_date) {
    return InvalidField("birth_date", "NO_BIRTH_DATE", "a child has a birth date");
  }
  if (*facts.birth_date > day) {
    return InvalidField("birth_date", "CHILD_NOT_BORN", "a child is born on or before the day");
  }
  if (AgeOn(*facts.birth_date, day) > kOldestChildYears) {
    return InvalidField("birth_date", "CHILD_TOO_OLD",
                        absl::StrCat("children are 0 to ", kOldestChildYears, " years old"));
  }
  return absl::OkStatus();
}

absl::Status CheckLeave(const Household& household, const FamilyMember& person,
                        absl::CivilDay day) {
  if (person.last_day) {
    return Error(StatusCode::kFailedPrecondition, "PERSON_LEFT", "this person left before");
  }
  if (day < person.first_day) {
    return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                 "this day lies before the person came");
  }
  const auto adults = std::count_if(
      household.people.begin(), household.people.end(), [](const FamilyMember& other) {
        return other.ref.kind == PersonKind::kAdult && !other.last_day;
      });
  if (person.ref.kind == PersonKind::kAdult && adults == 1) {
    return Error(StatusCode::kFailedPrecondition, "LAST_ADULT",
                 "a family has an adult; end its case instead");
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::registration::domain
