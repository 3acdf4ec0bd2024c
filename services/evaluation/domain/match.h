#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "platform/core/uuid.h"

namespace buurtbrug::evaluation::domain {

using platform::core::MatchId;

// Numbers as in buurtbrug.matching.v1. They rise along the course of a match: the states in which
// it is over are the highest.
enum class MatchState {
  kNone = 0,
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
  // It goes on in the contract that follows this one.
  kCarriedOver = 11,
};

// Whether nothing more happens to it in its contract.
bool IsOver(MatchState state);

// A step of a match as matching tells it.
struct MatchStep {
  MatchId match;
  // What it brought the match into.
  MatchState state = MatchState::kNone;
  absl::CivilDay occurred_on;
};

// What evaluation knows of a match.
struct Match {
  MatchId id;
  MatchState state = MatchState::kNone;
  std::optional<absl::CivilDay> trial_first_day;
  std::optional<absl::CivilDay> definitive_on;
  std::optional<absl::CivilDay> ended_on;
};

// A running match that came to a contract from the one that it follows.
struct CarriedMatch {
  // As it is known to have been there.
  Match match;
  platform::core::ContractId from;
};

// `match` after `step`. Pure. The same steps give the same match in any order, and a step that
// comes twice counts once: two steps that were recorded at the same time may be told in either
// order.
Match After(Match match, const MatchStep& step);

// What is known here of a match, and what is told of it as it came; whichever was told first. Pure.
Match Joined(Match here, const Match& carried);

}  // namespace buurtbrug::evaluation::domain
