#include "evaluation/domain/moment.h"

#include "platform/core/civil.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::evaluation::domain {

using absl::StatusCode;
using platform::core::Error;

std::vector<Moment> PlanMoments(const Protocol& protocol, absl::CivilDay definitive_on) {
  std::vector<Moment> moments;
  const int interval = protocol.evaluation_interval_months;
  for (int months = interval; months <= protocol.guidance_months; months += interval) {
    Moment moment;
    moment.number = static_cast<int>(moments.size()) + 1;
    moment.kind = MomentKind::kGuidance;
    // From the first day each time: a short month must not shift the moments after it.
    moment.planned_on = platform::core::AddMonths(definitive_on, months);
    moments.push_back(moment);
  }
  return moments;
}

std::vector<Moment> MomentsOf(const Protocol& protocol, const Match& match) {
  std::vector<Moment> moments;
  if (match.trial_first_day) {
    Moment trial;
    if (protocol.trial_weeks) {
      trial.planned_on = *match.trial_first_day + *protocol.trial_weeks * 7 - 1;
    }
    moments.push_back(trial);
  }
  if (match.definitive_on) {
    const std::vector<Moment> guidance = PlanMoments(protocol, *match.definitive_on);
    moments.insert(moments.end(), guidance.begin(), guidance.end());
  }
  for (Moment& moment : moments) {
    const bool explains_the_end =
        moment.kind == MomentKind::kTrial && match.state == MatchState::kEndedInTrial;
    if (IsOver(match.state) && !explains_the_end) {
      moment.state = match.state == MatchState::kCarriedOver ? MomentState::kCarriedOver
                                                             : MomentState::kLapsed;
    }
  }
  return moments;
}

absl::Status CheckEvaluation(const Match& match, const Moment& moment, absl::CivilDay occurred_on) {
  if (moment.state == MomentState::kCarriedOver) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE",
                 "the match goes on in the contract that follows this one: record it there");
  }
  if (moment.state != MomentState::kPlanned) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE",
                 moment.state == MomentState::kRecorded
                     ? "this moment was recorded before"
                     : "this moment has lapsed: the match ended before it");
  }
  const bool of_trial = moment.kind == MomentKind::kTrial;
  const std::optional<absl::CivilDay>& from =
      of_trial ? match.trial_first_day : match.definitive_on;
  if (from && occurred_on < *from) {
    return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                 of_trial ? "this evaluation is dated before the trial began"
                          : "this evaluation is dated before the match became definitive",
                 {{"field", "occurred_on"}, {"not_before", platform::core::FormatDay(*from)}});
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::evaluation::domain
