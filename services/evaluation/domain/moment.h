#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "evaluation/domain/match.h"

namespace buurtbrug::evaluation::domain {

// Numbers as in buurtbrug.evaluation.v1.
enum class MomentKind { kTrial = 1, kGuidance = 2 };
enum class MomentState { kPlanned = 1, kRecorded = 2, kLapsed = 3, kCarriedOver = 4 };
enum class FormalCare { kPrevented = 1, kScaledDown = 2, kEnded = 3, kNone = 4, kUnknown = 5 };

// What the contract's protocol says of evaluation.
struct Protocol {
  // Nothing: no source states it.
  std::optional<int> trial_weeks;
  int guidance_months = 0;
  // At least 1.
  int evaluation_interval_months = 1;
};

// What was recorded at a moment.
struct Evaluation {
  absl::CivilDay occurred_on;
  FormalCare formal_care = FormalCare::kUnknown;
  absl::Time recorded_at;
  std::string recorded_by;
  // It was recorded after the subsidy period of its day was sealed.
  bool correction = false;
};

// A fixed moment of the protocol.
struct Moment {
  // 0 is the end of the trial; 1, 2, ... follow the definitive agreement.
  int number = 0;
  MomentKind kind = MomentKind::kTrial;
  MomentState state = MomentState::kPlanned;
  // Nothing: the protocol does not say how long the trial is.
  std::optional<absl::CivilDay> planned_on;
  // With kRecorded, and only then.
  std::optional<Evaluation> evaluation;
};

// Moments that `protocol` plans for a match that became definitive on `definitive_on`, oldest
// first, numbered from 1. Pure. One every interval, the last one at most `protocol.guidance_months`
// after it; a month without that day ends on its last day.
std::vector<Moment> PlanMoments(const Protocol& protocol, absl::CivilDay definitive_on);

// All moments of `match`, oldest first, as long as nothing is recorded. Pure. Moment 0 is planned
// on the trial's last day. When the match is over all have lapsed, but for one: the evaluation of a
// trial in which the match ended can still be held, for it tells why. Those of a match that was
// carried over have not lapsed: they go on with it.
std::vector<Moment> MomentsOf(const Protocol& protocol, const Match& match);

// Whether an evaluation that was held on `occurred_on` may be recorded at `moment` of `match`.
// Pure.
//   FAILED_PRECONDITION WRONG_STATE     it was recorded before, has lapsed or was carried over
//   FAILED_PRECONDITION STEP_TOO_EARLY  before the trial began, or before the match was definitive
absl::Status CheckEvaluation(const Match& match, const Moment& moment, absl::CivilDay occurred_on);

}  // namespace buurtbrug::evaluation::domain
