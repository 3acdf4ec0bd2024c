#include "evaluation/domain/match.h"

#include <algorithm>

namespace buurtbrug::evaluation::domain {

bool IsOver(MatchState state) { return state >= MatchState::kDeclined; }

Match After(Match match, const MatchStep& step) {
  match.id = step.match;
  match.state = std::max(match.state, step.state);
  if (step.state == MatchState::kInTrial) {
    match.trial_first_day = step.occurred_on;
  } else if (step.state == MatchState::kDefinitive) {
    match.definitive_on = step.occurred_on;
  } else if (IsOver(step.state)) {
    // A sustained match may end later: for evaluation it was over before.
    match.ended_on = std::min(match.ended_on.value_or(step.occurred_on), step.occurred_on);
  }
  return match;
}

Match Joined(Match here, const Match& carried) {
  here.id = carried.id;
  here.state = std::max(here.state, carried.state);
  here.trial_first_day = here.trial_first_day ? here.trial_first_day : carried.trial_first_day;
  here.definitive_on = here.definitive_on ? here.definitive_on : carried.definitive_on;
  return here;
}

}  // namespace buurtbrug::evaluation::domain
