#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "matching/engine/fit.h"
#include "matching/engine/rule.h"

// Rules and fit in words. A Dutch sentence has no capital and no full stop, names each family by
// its side where it is about one of the two, and reads the same whichever of the two was looked
// for. It names no person and not why a wish is one. Pure.
namespace buurtbrug::matching::engine {

// What a rule or a part is in general: for the documentation and the algorithm register.
struct Description {
  absl::string_view code;
  absl::string_view english;
  absl::string_view dutch;
};
Description Describe(Rule rule);
Description Describe(FitPart part);

// Why this pair breaks `rule`, in Dutch: "woont 7,4 km verderop; het vraaggezin wil hooguit 5,0
// km". `rule` is one of BrokenRules. `languages` gave the two their numbers.
std::string Say(Rule rule, const Unit& unit, const Supporter& supporter,
                const Conditions& conditions, const Languages& languages);

// What a part of the fit of this pair comes from, in Dutch: "woont 1,4 km verderop", "kan op
// woensdagmiddag".
std::string Say(FitPart part, const Unit& unit, const Supporter& supporter, DayNumber day,
                const Languages& languages);

// Whether a part is a reason for the pair, against it, or neither: for from 700, against up to 300.
// What nobody asked for, and what is not known, is neither.
enum class Speaks : std::uint8_t { kFor, kNeither, kAgainst };
Speaks SpeaksOf(FitPart part, const Unit& unit, const Supporter& supporter, const Fit& fit);

// One part of the fit of a pair, as it is shown.
struct Reason {
  FitPart part = FitPart::kDistance;
  Speaks speaks = Speaks::kNeither;
  std::int32_t contribution = 0;  // out of a thousand, as ShownFit
  std::int32_t at_most = 0;
  std::string dutch;
};
// All parts, in the order of FitPart. A part with weight 0 is among them.
std::vector<Reason> ReasonsOf(const Unit& unit, const Supporter& supporter, const Weights& weights,
                              DayNumber day, const Languages& languages);

}  // namespace buurtbrug::matching::engine
