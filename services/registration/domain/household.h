#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/personal.h"
#include "registration/domain/family.h"
#include "registration/domain/screening.h"

namespace buurtbrug::registration::domain {

// Numbers as in buurtbrug.registration.v1.
enum class PersonChangeKind { kAdded = 1, kCorrected = 2, kLeft = 3 };
enum class TargetGroup {
  kSingleParent = 1,
  kInformalCare = 2,
  kRefugee = 3,
  kMentalHealth = 4,
  kLearningDisability = 5,
  kPoverty = 6,
};

// What is known of a person. Personal data.
struct PersonFacts {
  // As it was given when the family registered; empty where the name was given in parts.
  Personal name;
  Personal given_name;
  Personal family_name;
  // Of a child always known; of an adult perhaps not.
  std::optional<absl::CivilDay> birth_date;
};

// The whole name, however it was given.
Personal FullName(const PersonFacts& facts);

struct FamilyMember {
  PersonRef ref;
  PersonFacts facts;
  // Both ends included; without `last_day` the person is still there.
  absl::CivilDay first_day;
  std::optional<absl::CivilDay> last_day;
};

// Personal data.
struct Contact {
  Personal postcode;
  Personal street;
  Personal house_number;
  Personal email;
  Personal phone;
};

struct PersonChange {
  PersonRef person;
  PersonChangeKind kind = PersonChangeKind::kAdded;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  bool correction = false;
};

// A family's people in full. Personal data.
struct Household {
  // In the order of their PersonRef; those who left too.
  std::vector<FamilyMember> people;
  Contact contact;
  std::vector<TargetGroup> target_groups;
  // Oldest first. What was there at the registration is not among them.
  std::vector<PersonChange> changes;
  int64_t version = 0;
};

// Null when there is none.
const FamilyMember* FindPerson(const Household& household, const PersonRef& ref);

// Whether the person belongs to the family on `day`. Pure.
bool IsThere(const FamilyMember& person, absl::CivilDay day);

// A person as entered on `day`. INVALID_ARGUMENT naming the field:
//   NO_NAME                          an adult without any name
//   NO_BIRTH_DATE                    a child without one
//   ADULT_TOO_YOUNG                  not 18 yet
//   CHILD_NOT_BORN, CHILD_TOO_OLD    a child is 0 to 23
absl::Status CheckPerson(PersonKind kind, const PersonFacts& facts, absl::CivilDay day);

// Whether the person can leave on `day`, which is the last one there.
//   FAILED_PRECONDITION PERSON_LEFT     the person left before
//   FAILED_PRECONDITION STEP_TOO_EARLY  before the person came
//   FAILED_PRECONDITION LAST_ADULT      no adult would be left
absl::Status CheckLeave(const Household& household, const FamilyMember& person, absl::CivilDay day);

}  // namespace buurtbrug::registration::domain
