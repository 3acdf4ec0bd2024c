#include "matching/domain/history.h"

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
    case MatchState::kCompleted:
      return true;
    default:
      return false;
  }
}

std::vector<FamilyId> PlacesGiven(const PastMatch& match, absl::CivilDay day) {
  std::vector<FamilyId> families;
  switch (match.state) {
    case MatchState::kProposed:
    case MatchState::kIntroduced:
    case MatchState::kAgreed:
      if (match.held_until && *match.held_until >= day) {
        families.push_back(match.support_family);
      }
      break;
    case MatchState::kInTrial:
    case MatchState::kDefinitive:
      families.push_back(match.support_family);
      if (match.substitute && match.substitute_until && *match.substitute_until >= day) {
        families.push_back(*match.substitute);
      }
      break;
    case MatchState::kSustained:
      families.push_back(match.support_family);
      break;
    default:
      break;
  }
  return families;
}

}  // namespace buurtbrug::matching::domain
