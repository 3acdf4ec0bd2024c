#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "matching/domain/match.h"

namespace buurtbrug::matching::domain {

// What a support family lacks on a day, and how many matches it can have at once, as registration
// says.
struct Readiness {
  // The codes of registration's CheckReadiness; one that is not known here counts too.
  std::vector<std::string> missing;
  int capacity = 0;
};

// FAILED_PRECONDITION with the first missing reason, and all of them under `missing`, separated by
// commas, unless nothing is missing. Pure.
absl::Status CheckReady(const Readiness& readiness);

// Whether a match takes one of its support family's places: in trial, definitive, and also
// sustained, because then only the coordinator steps back and the families go on. Pure.
bool TakesPlace(MatchState state);

// FAILED_PRECONDITION NO_CAPACITY when the support family's matches, in `states`, take all its
// places. Pure.
absl::Status CheckPlaceLeft(const std::vector<MatchState>& states, int capacity);

}  // namespace buurtbrug::matching::domain
