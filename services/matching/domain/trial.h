#pragma once

#include <optional>
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

// The places of a support family that are taken on a day.
struct TakenPlaces {
  // By matches in trial, definitive, and also sustained, because then only the coordinator steps
  // back and the families go on.
  int running = 0;
  // Reserved by proposals, or given for a while to a match of another family.
  int held = 0;
  // First last day of those; nothing when there are none.
  std::optional<absl::CivilDay> held_until = {};
  // The family was carried over to the contract that follows, which gives its places from then on.
  bool carried_over = false;
};

// Places that are left of `capacity`; never below 0. Pure.
int PlacesLeft(const TakenPlaces& taken, int capacity);

// Unless a place is left of `capacity`. Pure.
//   FAILED_PRECONDITION SUPPORT_FAMILY_CARRIED_OVER  the contract that follows gives its places
//   FAILED_PRECONDITION NO_CAPACITY  matches take them all
//   FAILED_PRECONDITION PLACE_TAKEN  others hold what is free, the first until `held_until`
absl::Status CheckPlaceLeft(const TakenPlaces& taken, int capacity);

}  // namespace buurtbrug::matching::domain
