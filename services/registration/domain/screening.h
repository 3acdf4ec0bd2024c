#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/time/civil_time.h"
#include "platform/core/requirement.h"
#include "registration/domain/person.h"

// What is known of the screening of one support family. Values; nothing personal but birth dates.
namespace buurtbrug::registration::domain {

using platform::core::Requirement;
using platform::core::RequirementKind;
using platform::core::RequirementScope;
using platform::core::RequirementStage;

inline constexpr int kAdultYears = 18;

// A person of the household, as far as the screening asks.
struct ScreenedPerson {
  PersonRef ref;
  // Of an adult it may be unknown.
  std::optional<absl::CivilDay> birth_date = {};
  // Nothing: from the beginning.
  std::optional<absl::CivilDay> joined_on = {};
  // The first day on which the person is not of the household any more.
  std::optional<absl::CivilDay> left_on = {};
  // In the support that the family gives.
  bool takes_part = true;
};

// The first day on which `person` is an adult: of a child its 18th birthday
// (platform::core::Birthday), of an adult every day. Pure.
std::optional<absl::CivilDay> AdultFrom(const ScreenedPerson& person);

// Whether `person` is of the household on `day`. Pure.
bool IsThere(const ScreenedPerson& person, absl::CivilDay day);

// Whether a requirement of `scope` asks anything of `person` on `day`. Pure; false with kFamily.
bool Concerns(RequirementScope scope, const ScreenedPerson& person, absl::CivilDay day);

// One piece of evidence: the original was seen, the conversation held, the training given.
struct Evidence {
  RequirementKind kind = RequirementKind::kVog;
  // Of whom; nothing: of the family as a whole.
  std::optional<PersonRef> person = {};
  absl::CivilDay occurred_on;
  // With kTraining.
  bool by_professional = false;
  // With kHomeVisit: something is left to be done, until `followed_up_on`.
  bool asks_follow_up = false;
  std::optional<absl::CivilDay> followed_up_on = {};
};

// A requirement that is not asked for, from day to day, both included.
struct Exemption {
  RequirementKind kind = RequirementKind::kInterview;
  // Of whom; nothing: of the family as a whole.
  std::optional<PersonRef> person = {};
  absl::CivilDay first_day;
  absl::CivilDay last_day;
};

// Whether a requirement of this kind can be exempted from. Never from the VOG and the decision:
// that every adult has the one, and a person took the other, holds whoever asks.
bool IsExemptible(RequirementKind kind);

// All facts of one family, in any order.
struct ScreeningFacts {
  std::vector<ScreenedPerson> people;
  std::vector<Evidence> evidence;
  std::vector<Exemption> exemptions;
};

// What the programme demands from a day on.
struct ProtocolVersion {
  absl::CivilDay first_day;
  std::vector<Requirement> requirements;
};

}  // namespace buurtbrug::registration::domain
