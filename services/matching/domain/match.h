#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/uuid.h"

namespace buurtbrug::matching::domain {

using platform::core::FamilyId;
using platform::core::MatchId;

// Numbers as in buurtbrug.matching.v1.
enum class MatchState {
  kProposed = 1,
  kIntroduced = 2,
  kAgreed = 3,
  kInTrial = 4,
  kDefinitive = 5,
  kDeclined = 6,
  kEndedInTrial = 7,
  kEndedEarly = 8,
  kCompleted = 9,
  kSustained = 10,
  kCarriedOver = 11,
};

// Why a match was stopped without anybody deciding it. Numbers as in buurtbrug.matching.v1.
enum class EndReason {
  kDecided = 0,  // somebody decided it, or it is not over
  kSupportFamilyNotReady = 1,
};

// Why a match ended, as somebody decided. kNotSaid: of what was recorded before each end had one,
// and of what nobody decided. Numbers as in buurtbrug.matching.v1.
enum class EndCause {
  kNotSaid = 0,
  kNoClick = 1,
  kTooFar = 2,
  kDaysDoNotFit = 3,
  kTooMuch = 4,
  kCircumstancesOfRequestFamily = 5,
  kCircumstancesOfSupportFamily = 6,
  kMoved = 8,
  kOtherSupportFound = 9,
  kOther = 14,
};

// Who wished that a match ended. kNotSaid as with EndCause. Numbers as in buurtbrug.matching.v1.
enum class WishedBy {
  kNotSaid = 0,
  kRequestFamily = 1,
  kSupportFamily = 2,
  kBothFamilies = 3,
  kCoordinator = 4,
};

// When both families sign the agreement, by the protocol.
enum class Signing { kBeforeTrial, kAfterTrial };

// In code points.
inline constexpr int kLongestReason = 500;

// "IN_TRIAL".
absl::string_view NameOf(MatchState state);

// The states that a match can go to from `state`; empty when it is over. Pure.
std::vector<MatchState> NextStates(MatchState state, Signing signing = Signing::kBeforeTrial);

// Whether somebody concludes a match by a step into `state`: every end that is decided, and that
// the coordinator steps back. Pure.
bool Concludes(MatchState state);

// Whether a step into `state` says why: a proposal and every conclusion do. Pure.
bool NeedsReason(MatchState state);

// Whether a coordinator looks after a match in `state`: it is not over, and not sustained. Pure.
bool IsLookedAfter(MatchState state);

// In trial or definitive: what a contract that follows can take over. Pure. One that has only been
// agreed on starts its trial, or is proposed anew, where the support family is ready by the rules
// of that day.
bool IsRunning(MatchState state);

// Whether a match in `state` stops when its support family is no longer ready: one that is only
// proposed or introduced. What both families signed waits, because no trial starts without
// readiness; a trial or a definitive match goes on until a coordinator decides. Pure.
bool StopsUnready(MatchState state);

// What the rules need to know of a match.
struct MatchHead {
  MatchId id;
  FamilyId request_family;
  // Numbers of the children of the request family that it is for.
  std::vector<int> children;
  FamilyId support_family;
  MatchState state = MatchState::kProposed;
  absl::CivilDay last_step_on;
  int64_t version = 0;
  EndReason end_reason = EndReason::kDecided;
};

// Whether `match` may go into `next` on `occurred_on`. Pure.
//   FAILED_PRECONDITION WRONG_STATE     not from its state; the message says what is possible
//   FAILED_PRECONDITION STEP_TOO_EARLY  before its previous step
absl::Status CheckStep(const MatchHead& match, MatchState next, absl::CivilDay occurred_on,
                       Signing signing = Signing::kBeforeTrial);

// FAILED_PRECONDITION STEP_TOO_EARLY when `occurred_on` lies before the last thing that happened to
// the match. Pure.
absl::Status CheckNotBefore(const MatchHead& match, absl::CivilDay occurred_on);

// A conclusion has both, nothing else has either. Pure. INVALID_ARGUMENT naming the field:
// CAUSE_REQUIRED, WISHED_BY_REQUIRED, INVALID_CAUSE, INVALID_WISH.
absl::Status CheckEnd(MatchState next, EndCause cause, WishedBy wished_by);

enum class Signature { kMissing, kGiven };

// Under the agreement on moments, tasks and house rules.
struct Signatures {
  Signature request_family = Signature::kMissing;
  Signature support_family = Signature::kMissing;
};

// FAILED_PRECONDITION AGREEMENT_UNSIGNED unless both families signed. Pure.
absl::Status CheckSigned(const Signatures& signatures);

// One thing that happened: it brought the match into `state`.
struct MatchStep {
  MatchState state = MatchState::kProposed;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  // Of the coordinator; empty: none was given.
  std::string reason;
  // It was recorded after the subsidy period of its day was sealed.
  bool correction = false;
  EndReason end_reason = EndReason::kDecided;
  EndCause cause = EndCause::kNotSaid;
  WishedBy wished_by = WishedBy::kNotSaid;
  // Why it came before the protocol has it; empty: it did not.
  std::string early_reason = {};
  // Codes of the hard rules that the coordinator passed by hand; with kProposed.
  std::vector<std::string> overridden_rules = {};
};

// All of a match. Pseudonymous.
struct Match {
  MatchHead head;
  std::vector<MatchStep> steps;
  // In which it ran before it was carried over; nothing: it began here.
  std::optional<platform::core::ContractId> carried_from;
};

}  // namespace buurtbrug::matching::domain
