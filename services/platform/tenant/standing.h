#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/requirement.h"

// What a contract allows. Days are civil days in Europe/Amsterdam, both ends included.
namespace buurtbrug::platform::tenant {

struct Term {
  absl::CivilDay first_day;
  // Nothing: no last day is known.
  std::optional<absl::CivilDay> last_day;
  // Nothing: not agreed or not known; the run-off then has no known end.
  std::optional<absl::CivilDay> run_off_day;
};

// When both families sign the agreement of a match. Numbers as in buurtbrug.tenancy.v1.
enum class AgreementMoment { kNotSaid = 0, kBeforeTrial = 1, kAfterTrial = 2 };

// What the contract's programme demands.
struct Protocol {
  std::optional<int> trial_weeks;
  int vog_valid_months = 0;
  bool training_required = false;
  int guidance_months = 0;
  int evaluation_interval_months = 0;
  // What the screening of a support family takes; of a protocol that lists nothing as
  // core::PlainRequirements.
  std::vector<core::Requirement> requirements = {};
  AgreementMoment agreement = AgreementMoment::kNotSaid;
  // For which a proposal reserves a place. Nothing: not said.
  std::optional<int> proposal_days = {};
};

// Numbers as in buurtbrug.tenancy.v1.Standing.
enum class Standing { kNotStarted = 1, kRunning = 2, kRunOff = 3, kEnded = 4 };

// Pure.
Standing StandingOn(const Term& term, absl::CivilDay day);

// What is known of the subsidy period that covers a day.
enum class PeriodOnDay { kNone, kRunning, kSealed };

// Whether a step dated `occurred_on` may be recorded today. `period` is about `occurred_on`. Pure.
//   INVALID_ARGUMENT OCCURRED_IN_FUTURE       dated after today
//   FAILED_PRECONDITION CONTRACT_ENDED        the contract is past its run-off: read only
//   FAILED_PRECONDITION OUTSIDE_CONTRACT      dated before the contract, or after its run-off
//   FAILED_PRECONDITION PERIOD_NOT_RUNNING    something new, dated outside every subsidy period
//   FAILED_PRECONDITION PERIOD_SEALED         in a sealed period, and not marked as a correction
//   FAILED_PRECONDITION PERIOD_NOT_SEALED     marked as a correction although nothing is sealed
absl::Status CheckStep(access::Effect effect, access::Mark mark, const Term& term,
                       PeriodOnDay period, absl::CivilDay occurred_on, absl::CivilDay today);

}  // namespace buurtbrug::platform::tenant
