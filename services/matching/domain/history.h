#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
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
  // Last day on which its proposal reserves a place; nothing: it never did.
  std::optional<absl::CivilDay> held_until = {};
  // Who stands in for the support family, and until when; nothing: nobody.
  std::optional<FamilyId> substitute = {};
  std::optional<absl::CivilDay> substitute_until = {};
};

// Why two families do not go together again.
enum class PastBar {
  kDeclined,  // one of the two said no before the trial
  kFailed,    // it ended in its trial or before its time
};
// Nothing: it bars nothing. A match that stopped by itself, because the support family was no
// longer ready, is nobody's no.
std::optional<PastBar> BarOf(MatchState state, EndReason end_reason);

// Whether a match serves its children (0: the parents) in this state, so that nobody else is looked
// for with them: from its proposal until it fails. What it was for is met when it was completed, or
// when only the coordinator stepped back; registration's waiting list counts alike.
bool Serves(MatchState state);

// The families that give a place to the match on `day`: none, the support family, or also who
// stands in for it. As the view taken_places has it.
std::vector<FamilyId> PlacesGiven(const PastMatch& match, absl::CivilDay day);

}  // namespace buurtbrug::matching::domain
