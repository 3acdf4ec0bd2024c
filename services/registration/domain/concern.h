#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/uuid.h"

// Concerns and incidents about the safety of children. Pure.
namespace buurtbrug::registration::domain {

using ConcernId = platform::core::StrongId<struct ConcernTag>;

// Numbers as in buurtbrug.registration.v1.
enum class ConcernKind { kConcern = 1, kIncident = 2 };
enum class ConcernState { kOpen = 1, kClosed = 2 };
enum class ConcernStepKind { kRecorded = 1, kReportingStep = 2, kClosed = 3 };

// The five steps of the reporting code for domestic violence and child abuse (meldcode huiselijk
// geweld en kindermishandeling). They are optional here, in any order and more than once: the code
// guides the professional, and this is the record of what was done.
enum class ReportingStep {
  kSignalsMapped = 1,
  // With a colleague, and with Veilig Thuis where needed.
  kConsulted = 2,
  kTalkedWithFamily = 3,
  kWeighed = 4,
  kDecided = 5,
};

// The outcome of the fifth step.
enum class ReportingDecision {
  kNothingFurther = 1,
  kHelpOrganised = 2,
  kReported = 3,
  kReportedAndHelpOrganised = 4,
};

struct ConcernHead {
  ConcernId id;
  platform::core::FamilyId family;
  ConcernKind kind = ConcernKind::kConcern;
  ConcernState state = ConcernState::kOpen;
  // The day of the concern or incident itself.
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  int64_t version = 0;
};

// One thing that was done about it.
struct ConcernStep {
  ConcernStepKind kind = ConcernStepKind::kRecorded;
  // With kReportingStep.
  std::optional<ReportingStep> reporting_step;
  // With kDecided.
  std::optional<ReportingDecision> decision;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  bool correction = false;
};

// Whether a step has what it should, and its decision only where one is taken. INVALID_ARGUMENT
// about the field `decision`: DECISION_MISSING, DECISION_NOT_TAKEN.
absl::Status CheckReportingStep(ReportingStep step, std::optional<ReportingDecision> decision);

// The state of `concern` after a step on `occurred_on`.
//   FAILED_PRECONDITION WRONG_STATE      it is closed, or was recorded before
//   FAILED_PRECONDITION STEP_TOO_EARLY   before the day of the concern
absl::StatusOr<ConcernState> StateAfter(const ConcernHead& concern, ConcernStepKind step,
                                        absl::CivilDay occurred_on);

}  // namespace buurtbrug::registration::domain
