#include "platform/tenant/standing.h"

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::tenant {

using absl::StatusCode;

Standing StandingOn(const Term& term, absl::CivilDay day) {
  if (day < term.first_day) {
    return Standing::kNotStarted;
  }
  if (!term.last_day || day <= *term.last_day) {
    return Standing::kRunning;
  }
  return !term.run_off_day || day <= *term.run_off_day ? Standing::kRunOff : Standing::kEnded;
}

absl::Status CheckStep(access::Effect effect, access::Mark mark, const Term& term,
                       PeriodOnDay period, absl::CivilDay occurred_on, absl::CivilDay today) {
  const core::Metadata day = {{"occurred_on", core::FormatDay(occurred_on)}};
  if (occurred_on > today) {
    return core::Error(StatusCode::kInvalidArgument, "OCCURRED_IN_FUTURE",
                       "record it on or after the day on which it happens",
                       {{"field", "occurred_on"}, {"occurred_on", core::FormatDay(occurred_on)}});
  }
  if (StandingOn(term, today) == Standing::kEnded) {
    return core::Error(StatusCode::kFailedPrecondition, "CONTRACT_ENDED",
                       "the contract is past its run-off day: its cases can only be read");
  }
  const Standing then = StandingOn(term, occurred_on);
  if (then == Standing::kNotStarted || then == Standing::kEnded) {
    return core::Error(StatusCode::kFailedPrecondition, "OUTSIDE_CONTRACT",
                       "the contract does not cover that day", day);
  }
  // A period that was read a moment before the contract was shortened may reach beyond it.
  if (effect == access::Effect::kStarts &&
      (period == PeriodOnDay::kNone || then != Standing::kRunning)) {
    return core::Error(StatusCode::kFailedPrecondition, "PERIOD_NOT_RUNNING",
                       "nothing new can start on a day without a running subsidy period", day);
  }
  const bool sealed = period == PeriodOnDay::kSealed;
  if (sealed && mark != access::Mark::kCorrection) {
    return core::Error(StatusCode::kFailedPrecondition, "PERIOD_SEALED",
                       "the subsidy period of that day is closed: record it as a correction", day);
  }
  if (!sealed && mark == access::Mark::kCorrection) {
    return core::Error(StatusCode::kFailedPrecondition, "PERIOD_NOT_SEALED",
                       "the subsidy period of that day is open: record it without the mark", day);
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::platform::tenant
