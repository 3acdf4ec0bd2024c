#pragma once

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "matching/engine/profile.h"

// How well a unit of demand and a support family go together. It orders the pairs that break no
// rule, for a coordinator to look at; it does not say how likely it is that a match lasts. Pure, in
// integers only: the same profiles give the same fit on every machine.
namespace buurtbrug::matching::engine {

// What fit is made of, in the order in which a coordinator reads it. Each part is 0 to 1000; the
// more, the better. No source weighs these things against each other: the formulas say in numbers
// what coordinators say in words, and are judgement (docs/adr/0023-fit.md).
enum class FitPart : std::uint8_t {
  // 1000 at the same point, less with each minute on the way, 0 from 30 minutes as the crow flies.
  // The fastest means that one of the two has counts, or a bicycle when none is named: on foot 5
  // km/h, bicycle and public transport 15, car 30, from door to door:
  //   1000 - floor(1000 * distance / metres in 30 minutes)
  kDistance = 0,
  // Common parts of the week. The support needs one; each further one, to four, is room for what
  // comes up:  1000 * min(common, k) / k  with k = min(4, parts of the week that suit the unit).
  kMoments = 1,
  // How much of the rhythm that is needed is offered, by contacts in four weeks (4, 2, 1):
  // 1000 * min(offered, needed) / needed. By appointment against a rhythm: 500, against by
  // appointment: 1000; not known on one side: 500. More than is needed is no loss: a rhythm grows.
  kFrequency = 2,
  // Share of the kinds of support needed that are offered.
  kKinds = 3,
  // Share of the wishes of both sides that are met, other than those in the two parts below.
  // Experienced parents are here even as a limit. Nothing asked: 1000.
  kWishes = 4,
  // Share of: each wish for a language; a language in common, when both sides name theirs. Nothing
  // of it known: 500.
  kLanguage = 5,
  // When one of the two wishes for it: share of the unit's children with a child of about the same
  // age in the support family. Else 1000: a couple without children fits as well.
  kSameAge = 6,
  // Guidance lasts two years: 0, 500, 1000 when the eldest child is within the ages that the
  // support
  // family takes for no, one, two or more years after this one. The parents, and a family that
  // takes
  // children up to 23: 1000.
  kStay = 7,
  // Fairness: days that the family waits, of half a year: 1000 * min(days, 182) / 182.
  kWaiting = 8,
  // Fairness: 0, 500, 1000 for urgency 1, 2, 3.
  kUrgency = 9,
  // Interests of the unit that the support family shares. Three give enough to do together; who
  // names more is not worse off:  1000 * min(shared, k) / k  with k = min(3, those of the unit).
  // Not said on one side: 500.
  kInterests = 10,
};
inline constexpr int kFitParts = 11;
inline constexpr std::int32_t kWholePart = 1000;
inline constexpr std::int32_t kWaitingDays = 182;

// "DISTANCE".
absl::string_view CodeOf(FitPart part);

using Parts = std::array<std::int32_t, kFitParts>;

// How much each part counts, 0 to kMostWeight. Each contract has its own, in versions.
struct Weights {
  Parts of = {200, 120, 80, 160, 120, 80, 40, 60, 80, 60, 80};
};
inline constexpr std::int32_t kMostWeight = 1000;

// Whether each is 0 to kMostWeight and one is above 0.
bool AreUsable(const Weights& weights);

// The parts, and their sum by weight: the fit, 0 to kMostFit. Fits under different weights do not
// compare.
struct Fit {
  Parts parts{};
  std::int32_t total = 0;
};
inline constexpr std::int32_t kMostFit = kFitParts * kWholePart * kMostWeight;

// Of any pair, also one that breaks a rule; `weights` are usable.
Fit FitOf(const Unit& unit, const Supporter& supporter, const Weights& weights, DayNumber day);

// What FitOf gives as a total, out of a thousand, rounded down.
std::int32_t OfThousand(std::int32_t total, const Weights& weights);

// A fit as a coordinator sees it: out of a thousand, whatever the weights add up to, with the
// contribution of each part and the most that it can be (rounded up). The contributions add up to
// the whole exactly (largest remainders; of equal ones the earlier part).
struct ShownFit {
  std::int32_t of_thousand = 0;
  Parts contribution{};
  Parts at_most{};
};
ShownFit Show(const Fit& fit, const Weights& weights);

// Parts that only one of the two makes; the others are in fit_parts.h.
std::int32_t WaitingPart(DayNumber waiting_since, DayNumber day);
std::int32_t UrgencyPart(std::int32_t urgency);

struct Tally {
  int met = 0;
  int asked = 0;
};
// Of the wishes that kWishes is about.
Tally WishesMet(const Terms& need, const Terms& offer);
// Whether one of the two wishes for children of about the same age, or limits itself to it.
bool AsksForSameAge(const Unit& unit, const Supporter& supporter);

}  // namespace buurtbrug::matching::engine
