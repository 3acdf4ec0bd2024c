#pragma once

#include <optional>
#include <vector>

#include "matching/domain/match.h"

// What matches of the past and of now mean for finding new ones. All pure.
namespace buurtbrug::matching::domain {

// A match of two families, as far as it matters here.
struct PastMatch {
  MatchId id;
  FamilyId request_family;
  FamilyId support_family;
  std::vector<int> children;
  MatchState state = MatchState::kProposed;
  EndReason end_reason = EndReason::kDecided;
};

// Why two families do not go together again.
enum class PastBar {
  kDeclined,  // one of the two said no before the trial
  kFailed,    // it ended in its trial or before its time
};
// Nothing: it bars nothing. A match that stopped by itself, because the support family was no
// longer ready, is nobody's no.
std::optional<PastBar> BarOf(MatchState state, EndReason end_reason);

// Whether a match serves its children (0: the parents) as long as it is in this state, so that
// nobody else is looked for with them: from its proposal until it is over, and also when only the
// coordinator stepped back.
bool Serves(MatchState state);

// How many places of a support family its matches take. The one rule for search: what else takes a
// place is added here.
int TakenPlaces(const std::vector<PastMatch>& matches);

}  // namespace buurtbrug::matching::domain
