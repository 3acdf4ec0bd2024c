#include "registration/domain/concern.h"

#include "platform/core/status.h"

namespace buurtbrug::registration::domain {

using absl::StatusCode;
using platform::core::Error;
using platform::core::InvalidField;

absl::Status CheckReportingStep(ReportingStep step, std::optional<ReportingDecision> decision) {
  if (step == ReportingStep::kDecided && !decision) {
    return InvalidField("decision", "DECISION_MISSING",
                        "the fifth step is a decision: say which one");
  }
  if (step != ReportingStep::kDecided && decision) {
    return InvalidField("decision", "DECISION_NOT_TAKEN",
                        "a decision is taken in the fifth step only");
  }
  return absl::OkStatus();
}

absl::StatusOr<ConcernState> StateAfter(const ConcernHead& concern, ConcernStepKind step,
                                        absl::CivilDay occurred_on) {
  if (step == ConcernStepKind::kRecorded) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE", "a concern is recorded once");
  }
  if (concern.state == ConcernState::kClosed) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE",
                 "the concern is closed; record a new one");
  }
  if (occurred_on < concern.occurred_on) {
    return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                 "this step is dated before the concern");
  }
  return step == ConcernStepKind::kClosed ? ConcernState::kClosed : ConcernState::kOpen;
}

}  // namespace buurtbrug::registration::domain
