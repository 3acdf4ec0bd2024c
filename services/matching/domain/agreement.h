#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/match.h"
#include "matching/domain/match_life.h"

// What the two families agree on. Codes as in buurtbrug.matching.v1.
namespace buurtbrug::matching::domain {

inline constexpr int kMoments = 28;
inline constexpr int kTasks = 14;
inline constexpr int kReturns = 9;
inline constexpr int kMostHouseRulesVersion = 9999;

enum class Rhythm { kNotSaid = 0, kWeekly = 1, kTwoWeekly = 2, kMonthly = 3, kByAppointment = 4 };

struct AgreementTerms {
  // Parts of days of the week; none: it differs.
  std::vector<int> moments;
  Rhythm rhythm = Rhythm::kNotSaid;
  std::vector<int> tasks;
  // Of the tasks, without names; empty: none.
  std::string task_words;
  std::optional<int> house_rules_version;
  // What the request family does in return.
  std::vector<int> returns;
};

enum class AcceptanceMeans { kPaper = 1, kLink = 2 };

struct Acceptance {
  AcceptanceMeans means = AcceptanceMeans::kPaper;
  absl::CivilDay accepted_on;
};

// A version of the agreement as the two families accepted it.
struct AgreementInput {
  AgreementTerms terms;
  // Nothing: on paper, on the day of the step.
  std::optional<Acceptance> request_family = {};
  std::optional<Acceptance> support_family = {};
};

// A version of the agreement, in force from `occurred_on`.
struct Agreement {
  int version = 0;
  absl::CivilDay occurred_on;
  FamilyId request_family;
  std::vector<int> children;
  FamilyId support_family;
  AgreementTerms terms;
  Acceptance request_acceptance;
  Acceptance support_acceptance;
  std::string reason;
  absl::Time recorded_at;
  std::string recorded_by;
  bool correction = false;
};

// All of a match, its life too. Agreements and occurrences are in their order.
struct WholeMatch : Match {
  MatchLife life;
  std::vector<Agreement> agreements;
  std::vector<Occurrence> occurrences;
};

// INVALID_ARGUMENT naming the field: INVALID_TERMS for a code that is not known or comes twice,
// OUT_OF_RANGE for the version of the house rules. Pure.
absl::Status CheckTerms(const AgreementTerms& terms);

// INVALID_ARGUMENT naming the field: INVALID_MEANS, ACCEPTED_TOO_LATE after `occurred_on`. Pure.
absl::Status CheckAcceptances(const AgreementInput& input, absl::CivilDay occurred_on);

}  // namespace buurtbrug::matching::domain
