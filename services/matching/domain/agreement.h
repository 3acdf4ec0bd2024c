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

// What the families were asked to agree on. An offer takes the place of the one before it; once an
// agreement is recorded none is open.
struct Offer {
  int number = 0;
  absl::CivilDay occurred_on;
  AgreementTerms terms;
  // When each accepted it by its link; nothing: it has not.
  std::optional<absl::CivilDay> request_accepted_on = {};
  std::optional<absl::CivilDay> support_accepted_on = {};
  absl::Time recorded_at;
  std::string recorded_by = {};
  bool correction = false;
};

// When that family accepted it.
const std::optional<absl::CivilDay>& AcceptedOn(const Offer& offer, Party party);

// All of a match, its life too. Agreements, offers and occurrences are in their order.
struct WholeMatch : Match {
  MatchLife life;
  std::vector<Agreement> agreements;
  std::vector<Offer> offers;
  std::vector<Occurrence> occurrences;
};

// INVALID_ARGUMENT naming the field: INVALID_TERMS for a code that is not known or comes twice,
// OUT_OF_RANGE for the version of the house rules. Pure.
absl::Status CheckTerms(const AgreementTerms& terms);

// INVALID_ARGUMENT naming the field: INVALID_MEANS, ACCEPTED_TOO_LATE after `occurred_on`. Pure.
absl::Status CheckAcceptances(const AgreementInput& input, absl::CivilDay occurred_on);

// ---- Offers, oldest first; `open` is the number of the one that is open ----

// Whether two agreements say the same, in whatever order they name it. Pure.
bool SameTerms(const AgreementTerms& a, const AgreementTerms& b);

// INVALID_ARGUMENT INVALID_TERMS: nothing of moments, rhythm and tasks is said. Pure.
absl::Status CheckOfferedTerms(const AgreementTerms& terms);

// Whether a new offer may take the place of the last one. FAILED_PRECONDITION OFFER_ACCEPTED: both
// accepted that. Pure.
absl::Status CheckNewOffer(const std::vector<Offer>& offers, const std::optional<int>& open);

// Whether a family may accept the offer with this number. Pure.
//   FAILED_PRECONDITION NOT_OFFERED      there is no such offer, or an agreement was recorded since
//   FAILED_PRECONDITION OFFER_REPLACED   there is a newer one, whose number is under `offer_number`
//   FAILED_PRECONDITION ACCEPTED_BEFORE  on the day under `accepted_on`
absl::Status CheckOfferAcceptance(const std::vector<Offer>& offers, const std::optional<int>& open,
                                  Party party, int number);

// FAILED_PRECONDITION ACCEPTANCE_NOT_GIVEN, with who under `missing`: a family is said to have
// accepted by its link, and did not accept there an open offer of these terms on that day. Pure.
absl::Status CheckAcceptedByLink(const AgreementInput& input, const std::vector<Offer>& offers,
                                 const std::optional<int>& open);

}  // namespace buurtbrug::matching::domain
