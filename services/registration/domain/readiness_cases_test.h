#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/core/parse.h"
#include "registration/domain/readiness.h"

// Short words for the facts of a screening.
namespace buurtbrug::registration::domain {

using Kind = RequirementKind;
using Day = absl::CivilDay;

inline PersonRef A(int number) { return {PersonKind::kAdult, number}; }
inline PersonRef C(int number) { return {PersonKind::kChild, number}; }
inline ScreenedPerson Adult(int number) { return {.ref = A(number)}; }
inline ScreenedPerson Child(int number, Day born) {
  return {.ref = C(number), .birth_date = born, .takes_part = false};
}
inline ScreenedPerson Since(ScreenedPerson person, Day joined) {
  person.joined_on = joined;
  return person;
}
inline ScreenedPerson Until(ScreenedPerson person, Day left) {
  person.left_on = left;
  return person;
}
inline ScreenedPerson Aside(ScreenedPerson person) {
  person.takes_part = false;
  return person;
}
inline Evidence Vog(PersonRef person, Day day) { return {Kind::kVog, person, day}; }
inline Evidence Done(Kind kind, Day day) { return {.kind = kind, .occurred_on = day}; }
inline Evidence Decided(Day day) { return Done(Kind::kDecision, day); }
inline Evidence Visit(Day day) { return Done(Kind::kHomeVisit, day); }
inline Evidence OpenVisit(Day day, std::optional<Day> followed_up = {}) {
  return {.kind = Kind::kHomeVisit,
          .occurred_on = day,
          .asks_follow_up = true,
          .followed_up_on = followed_up};
}
inline Evidence Trained(PersonRef person, Day day) {
  return {.kind = Kind::kTraining, .person = person, .occurred_on = day, .by_professional = true};
}
inline Evidence TrainedByVolunteer(PersonRef person, Day day) {
  return {.kind = Kind::kTraining, .person = person, .occurred_on = day};
}

// A VOG for 36 months, to be renewed from 3 before, and a decision.
inline std::vector<Requirement> Plain() { return platform::core::PlainRequirements(36, false); }
inline std::vector<Requirement> PlainWithTraining() {
  return platform::core::PlainRequirements(36, true);
}
// One of each kind.
inline std::vector<Requirement> Full() {
  using Stage = RequirementStage;
  using Scope = RequirementScope;
  return {{.kind = Kind::kVog,
           .scope = Scope::kEveryAdult,
           .valid_months = 36,
           .renewal_lead_months = 3},
          {.kind = Kind::kInterview, .stage = Stage::kDecision},
          {.kind = Kind::kHomeVisit,
           .stage = Stage::kDecision,
           .valid_months = 24,
           .renewal_lead_months = 2},
          {.kind = Kind::kReferences, .stage = Stage::kDecision, .count = 2},
          {.kind = Kind::kTraining,
           .scope = Scope::kParticipatingAdults,
           .valid_months = 60,
           .renewal_lead_months = 6,
           .by_professional = true},
          {.kind = Kind::kDecision, .four_eyes = true}};
}

inline std::string Text(const std::optional<PersonRef>& person) {
  if (!person) {
    return "";
  }
  return absl::StrCat(person->kind == PersonKind::kAdult ? " A" : " C", person->number);
}

// "VOG_MISSING A1 2020-01-01, ..."; "ready"; "nothing" before the protocol.
inline std::string Text(const Interval* interval) {
  if (interval == nullptr) {
    return "nothing";
  }
  std::vector<std::string> parts;
  for (const Missing& missing : interval->missing) {
    parts.push_back(absl::StrCat(CodeOf(missing.lack), Text(missing.person), " ",
                                 platform::core::FormatDay(missing.since)));
  }
  return parts.empty() ? "ready" : absl::StrJoin(parts, ", ");
}

}  // namespace buurtbrug::registration::domain
