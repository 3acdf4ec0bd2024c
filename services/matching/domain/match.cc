#include "matching/domain/match.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::domain {

using absl::StatusCode;
using platform::core::Error;
using platform::core::FormatDay;

absl::string_view NameOf(MatchState state) {
  switch (state) {
    case MatchState::kProposed:
      return "PROPOSED";
    case MatchState::kIntroduced:
      return "INTRODUCED";
    case MatchState::kAgreed:
      return "AGREED";
    case MatchState::kInTrial:
      return "IN_TRIAL";
    case MatchState::kDefinitive:
      return "DEFINITIVE";
    case MatchState::kDeclined:
      return "DECLINED";
    case MatchState::kEndedInTrial:
      return "ENDED_IN_TRIAL";
    case MatchState::kEndedEarly:
      return "ENDED_EARLY";
    case MatchState::kCompleted:
      return "COMPLETED";
    case MatchState::kSustained:
      return "SUSTAINED";
    case MatchState::kCarriedOver:
      return "CARRIED_OVER";
  }
  return "UNKNOWN";
}

std::vector<MatchState> NextStates(MatchState state, Signing signing) {
  switch (state) {
    case MatchState::kProposed:
      return {MatchState::kIntroduced, MatchState::kDeclined};
    case MatchState::kIntroduced:
      if (signing == Signing::kAfterTrial) {
        return {MatchState::kAgreed, MatchState::kInTrial, MatchState::kDeclined};
      }
      return {MatchState::kAgreed, MatchState::kDeclined};
    case MatchState::kAgreed:
      return {MatchState::kInTrial, MatchState::kDeclined};
    case MatchState::kInTrial:
      return {MatchState::kDefinitive, MatchState::kEndedInTrial};
    case MatchState::kDefinitive:
      return {MatchState::kEndedEarly, MatchState::kCompleted, MatchState::kSustained};
    case MatchState::kSustained:
      return {MatchState::kCompleted};
    default:
      return {};
  }
}

bool Concludes(MatchState state) {
  return state == MatchState::kSustained ||
         (NextStates(state).empty() && state != MatchState::kCarriedOver);
}

bool NeedsReason(MatchState state) { return state == MatchState::kProposed || Concludes(state); }

bool IsLookedAfter(MatchState state) {
  return state != MatchState::kSustained && !NextStates(state).empty();
}

bool IsRunning(MatchState state) {
  return state == MatchState::kInTrial || state == MatchState::kDefinitive;
}

bool StopsUnready(MatchState state) {
  return state == MatchState::kProposed || state == MatchState::kIntroduced;
}

absl::Status CheckStep(const MatchHead& match, MatchState next, absl::CivilDay occurred_on,
                       Signing signing) {
  if (match.state == MatchState::kCarriedOver) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE",
                 "the match goes on in the contract that follows this one: record it there",
                 {{"state", std::string(NameOf(match.state))}});
  }
  const std::vector<MatchState> possible = NextStates(match.state, signing);
  if (std::find(possible.begin(), possible.end(), next) == possible.end()) {
    const auto name = [](std::string* out, MatchState state) {
      absl::StrAppend(out, NameOf(state));
    };
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE",
                 possible.empty() ? absl::StrCat("the match is over: ", NameOf(match.state))
                                  : absl::StrCat("the match is ", NameOf(match.state),
                                                 "; from there it can become ",
                                                 absl::StrJoin(possible, " or ", name)),
                 {{"state", std::string(NameOf(match.state))}});
  }
  return CheckNotBefore(match, occurred_on);
}

absl::Status CheckNotBefore(const MatchHead& match, absl::CivilDay occurred_on) {
  if (occurred_on < match.last_step_on) {
    return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                 absl::StrCat("this step is dated before the previous one, which happened on ",
                              FormatDay(match.last_step_on)),
                 {{"previous_step_on", FormatDay(match.last_step_on)}});
  }
  return absl::OkStatus();
}

absl::Status CheckEnd(MatchState next, EndCause cause, WishedBy wished_by) {
  const bool concludes = Concludes(next);
  if (cause < EndCause::kNotSaid || cause > EndCause::kOther ||
      (cause != EndCause::kNotSaid && !concludes)) {
    return platform::core::InvalidField("cause", "INVALID_CAUSE",
                                        "an end has one of the known causes");
  }
  if (wished_by < WishedBy::kNotSaid || wished_by > WishedBy::kCoordinator ||
      (wished_by != WishedBy::kNotSaid && !concludes)) {
    return platform::core::InvalidField("wished_by", "INVALID_WISH",
                                        "an end is wished by one or both families or the "
                                        "coordinator");
  }
  if (concludes && cause == EndCause::kNotSaid) {
    return platform::core::InvalidField("cause", "CAUSE_REQUIRED",
                                        "say why the match ends, by a cause from the list");
  }
  if (concludes && wished_by == WishedBy::kNotSaid) {
    return platform::core::InvalidField("wished_by", "WISHED_BY_REQUIRED",
                                        "say who wished that the match ends");
  }
  return absl::OkStatus();
}

absl::Status CheckSigned(const Signatures& signatures) {
  if (signatures.request_family == Signature::kGiven &&
      signatures.support_family == Signature::kGiven) {
    return absl::OkStatus();
  }
  return Error(StatusCode::kFailedPrecondition, "AGREEMENT_UNSIGNED",
               "both families sign the agreement before it is recorded");
}

}  // namespace buurtbrug::matching::domain
