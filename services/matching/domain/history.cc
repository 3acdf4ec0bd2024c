#include "matching/domain/history.h"

#include <algorithm>

#include "matching/domain/trial.h"

namespace buurtbrug::matching::domain {

std::optional<PastBar> BarOf(MatchState state, EndReason end_reason) {
  if (end_reason == EndReason::kSupportFamilyNotReady) {
    return std::nullopt;
  }
  switch (state) {
    case MatchState::kDeclined:
      return PastBar::kDeclined;
    case MatchState::kEndedInTrial:
    case MatchState::kEndedEarly:
      return PastBar::kFailed;
    default:
      return std::nullopt;
  }
}

bool Serves(MatchState state) {
  switch (state) {
    case MatchState::kProposed:
    case MatchState::kIntroduced:
    case MatchState::kAgreed:
    case MatchState::kInTrial:
    case MatchState::kDefinitive:
    case MatchState::kSustained:
      return true;
    default:
      return false;
  }
}

int TakenPlaces(const std::vector<PastMatch>& matches) {
  return static_cast<int>(std::count_if(matches.begin(), matches.end(), [](const PastMatch& match) {
    return TakesPlace(match.state);
  }));
}

}  // namespace buurtbrug::matching::domain
