#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "registration/domain/family.h"
#include "registration/domain/readiness.h"
#include "registration/domain/screening.h"

namespace buurtbrug::registration::domain {

// Numbers as in buurtbrug.registration.v1.
enum class ScreeningStepKind {
  kEvidence = 1,
  kFollowUpClosed = 2,
  kVogRequested = 3,
  kVogIssued = 4,
  kExemptionGranted = 5,
  kExemptionEnded = 6,
  kDecisionProposed = 7,
  kDecisionConfirmed = 8,
};
enum class DecisionOutcome { kAccept = 1, kReject = 2 };

// One thing that happened in the screening, without what is personal in it. Appended, never
// changed.
struct ScreeningStep {
  // The version of the family after it.
  int64_t number = 0;
  ScreeningStepKind kind = ScreeningStepKind::kEvidence;
  // With kEvidence, kExemptionGranted.
  std::optional<RequirementKind> requirement = {};
  std::optional<PersonRef> person = {};
  absl::CivilDay occurred_on;
  // With kExemptionGranted.
  std::optional<absl::CivilDay> last_day = {};
  // The step that this one closes, ends or confirms.
  std::optional<int64_t> about = {};
  bool by_professional = false;
  bool asks_follow_up = false;
  std::optional<DecisionOutcome> outcome = {};
  // With kAccept.
  int capacity = 0;
  absl::Time recorded_at;
  std::string recorded_by;
  bool correction = false;
};

// The facts that `steps` and the steps of the family's case say. A training of the family counts
// for the family and for each of the adults who were there on its day. Pure.
ScreeningFacts FactsOf(const std::vector<ScreenedPerson>& people,
                       const std::vector<FamilyStep>& case_steps,
                       const std::vector<ScreeningStep>& steps);

// The last proposal, unless it was confirmed; null when there is none.
const ScreeningStep* OpenProposal(const std::vector<ScreeningStep>& steps);

// From the first day of an exemption.
inline constexpr int kMostExemptionMonths = 12;

// Whether `next` may be added to `steps`. Pure.
//   INVALID_ARGUMENT     PERSON_REQUIRED     evidence of a VOG of nobody
//   INVALID_ARGUMENT     NOT_EXEMPTIBLE, LAST_DAY_TOO_EARLY, EXEMPTION_TOO_LONG
//   NOT_FOUND            PERSON_NOT_FOUND, VISIT_NOT_FOUND, EXEMPTION_NOT_FOUND
//   FAILED_PRECONDITION  FOLLOW_UP_CLOSED, EXEMPTION_ENDED
//   FAILED_PRECONDITION  STEP_TOO_EARLY      before the step that it is about
absl::Status CheckScreeningStep(const ScreeningStep& next,
                                const std::vector<ScreenedPerson>& people,
                                const std::vector<ScreeningStep>& steps);

// Whether `subject` may confirm the last proposal on `day`. Pure.
//   FAILED_PRECONDITION NO_PROPOSAL, FOUR_EYES_REQUIRED (who proposed it does not confirm it),
//                       STEP_TOO_EARLY
//   ABORTED             PROPOSAL_CHANGED  `expected` is not the last one
absl::Status CheckConfirmation(const ScreeningStep* proposal, int64_t expected,
                               const std::string& subject, absl::CivilDay day);

// FAILED_PRECONDITION SCREENING_INCOMPLETE, with the codes, when something is missing. Pure.
absl::Status CheckComplete(const std::vector<Missing>& missing);

// Numbers as in buurtbrug.registration.v1.
enum class VogStatus { kNeeded = 1, kRequested = 2, kIssued = 3, kExpiring = 4 };

// What there is to do about the VOG of one person.
struct VogDeskEntry {
  PersonRef person;
  // Nothing: nothing to do, ever as far as is known.
  std::optional<VogStatus> status = {};
  // The first day on which there is something to do. Of a child that comes of age the first day of
  // the month in which the time before its 18th birthday begins, which does not tell the birthday.
  absl::CivilDay action_from;
  std::optional<absl::CivilDay> requested_on = {};
  std::optional<absl::CivilDay> issued_on = {};
  std::optional<absl::CivilDay> seen_on = {};
  std::optional<absl::CivilDay> expires_on = {};
};

// One entry for each person, in their order, by the protocol of `today`; of one that begins later
// by the first. Pure.
std::vector<VogDeskEntry> VogDeskOf(const std::vector<ScreenedPerson>& people,
                                    const ScreeningFacts& facts,
                                    const std::vector<ScreeningStep>& steps,
                                    const std::vector<ProtocolVersion>& protocols,
                                    absl::CivilDay today);

}  // namespace buurtbrug::registration::domain
