#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "matching/domain/agreement.h"
#include "matching/domain/area_point.h"
#include "matching/domain/family_card.h"

// What one family of a match is asked, and what it is shown of the other one for that.
namespace buurtbrug::matching::domain {

// Numbers as in buurtbrug.matching.v1.
enum class DistanceClass {
  kNotKnown = 0,
  kWithin1Km = 1,
  kWithin3Km = 2,
  kWithin5Km = 3,
  kWithin10Km = 4,
  kFurther = 5,
};

// Of the distance between two areas as the crow flies, each limit included. Pure.
DistanceClass DistanceBetween(const AreaPoint& a, const AreaPoint& b);

// What is known of one side of a match; nothing: it was not told.
struct AskedSide {
  std::optional<ToldProfile> profile;
  std::optional<AreaPoint> area;
};

// What a match is about, with nothing in it that tells who the other family is.
struct Outline {
  // Numbers of the kinds of support that are needed for its children and offered, or that the one
  // side names of which it is known; ascending.
  std::vector<int> kinds;
  // That is needed, or else offered; 0: not said.
  int frequency = 0;
  DistanceClass distance = DistanceClass::kNotKnown;
};

// Of a match for these children. Pure.
Outline OutlineOf(const std::vector<int>& children, const AskedSide& request,
                  const AskedSide& support);

// A match as one of its families sees it.
struct AskedMatch {
  MatchId id;
  int children = 0;
  Outline outline;
  // Nothing: it is not asked whether it accepts the match, or no more.
  std::optional<absl::CivilDay> asked_on;
  FamilyAnswer answer = FamilyAnswer::kNone;
  // Nothing: no agreement is offered.
  std::optional<Offer> offer;
};

}  // namespace buurtbrug::matching::domain
