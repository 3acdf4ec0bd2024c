#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "matching/domain/family_card.h"
#include "matching/engine/profile.h"

// What registration told, as the engine knows families. Pure.
namespace buurtbrug::matching::engine {

DayNumber NumberOf(absl::CivilDay day);

// Of a family that domain::WhyUnsearched lets pass, with the point of its area. What was told as a
// number that is not known here is left out. Ages are those of `today`.
Supporter SupporterOf(const domain::FamilyCard& card, Point point, int taken_places,
                      absl::CivilDay today, Languages& languages);

// One for each need, in the order of the children. A need of a child who is no longer there, or of
// whom no age was told, is none.
std::vector<Unit> UnitsOf(const domain::FamilyCard& card, Point point, absl::CivilDay today,
                          Languages& languages);

// Siblings who are to be kept together, as one unit that takes one place: what one of them needs,
// at moments that suit all, as often and no further than the most demanding of them, with the
// limits and wishes of all. `units` are of one family and not empty. Nothing: no part of the week
// suits all, or no means of transport is common to all who name one.
std::optional<Unit> Together(const std::vector<Unit>& units);

}  // namespace buurtbrug::matching::engine
