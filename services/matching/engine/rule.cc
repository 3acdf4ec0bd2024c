#include "matching/engine/rule.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace buurtbrug::matching::engine {
namespace {

constexpr std::array<absl::string_view, kRules> kCodes = {
    "NO_AGREEMENT",     "EXCLUDED",
    "DECLINED_BEFORE",  "FAILED_BEFORE",
    "NOT_READY",        "PAUSED",
    "WILLINGNESS_OLD",  "NO_PLACE",
    "TOO_FAR",          "KIND_NOT_OFFERED",
    "NO_COMMON_MOMENT", "AGE",
    "LANGUAGE",         "PET",
    "SMOKING",          "ACCESSIBILITY",
    "FATHER_FIGURE",    "CHILDREN_OF_SAME_AGE",
};

auto KeyOf(const BarredPair& pair) { return std::tie(pair.request_family, pair.support_family); }

bool IsWilling(const Supporter& supporter, DayNumber day) {
  return supporter.willing_on <= day && day - std::int64_t{supporter.willing_on} <= kWillingDays;
}

bool HasPetOf(const Traits& traits, PetSet unwanted) {
  return unwanted.Has(Pet::kAny) ? !traits.pets.empty() : traits.pets.Intersects(unwanted);
}

bool SmokesInside(const Traits& traits) {
  return traits.smoking != Smoking::kNo && traits.smoking != Smoking::kOutside;
}

bool IsTooFar(const Unit& unit, const Supporter& supporter) {
  return DistanceMetres(unit.terms.point, supporter.terms.point) > DistanceForBoth(unit, supporter);
}

// The limits of one side that the traits of the other one do not meet.
RuleSet BrokenLimits(const WishSet& limits, const Traits& other) {
  RuleSet broken;
  const auto check = [&](bool breaks, Rule rule) {
    if (breaks) {
      broken.Insert(rule);
    }
  };
  check(!other.languages.Includes(limits.languages), Rule::kLanguage);
  check(HasPetOf(other, limits.pets), Rule::kPet);
  check(limits.qualities.Has(Quality::kNoSmoking) && SmokesInside(other), Rule::kSmoking);
  check(!other.accessibility.Includes(limits.accessibility), Rule::kAccessibility);
  check(limits.qualities.Has(Quality::kFatherFigure) && !other.father_figure, Rule::kFatherFigure);
  return broken;
}

bool AsksNothing(const WishSet& limits) {
  return limits.languages.empty() && limits.pets.empty() && limits.accessibility.empty() &&
         limits.qualities.empty();
}

}  // namespace

absl::string_view CodeOf(Rule rule) { return kCodes[static_cast<std::size_t>(rule)]; }

BarredPairs::BarredPairs(std::vector<BarredPair> pairs) : pairs_(std::move(pairs)) {
  std::sort(pairs_.begin(), pairs_.end(),
            [](const BarredPair& a, const BarredPair& b) { return KeyOf(a) < KeyOf(b); });
}

BarSet BarredPairs::Of(const FamilyId& request_family, const FamilyId& support_family) const {
  const auto key = std::tie(request_family, support_family);
  BarSet bars;
  for (auto pair = std::lower_bound(
           pairs_.begin(), pairs_.end(), key,
           [](const BarredPair&entry, const auto&wanted) { return KeyOf(entry) < wanted; });
       pair != pairs_.end() && KeyOf(*pair) == key; ++pair) {
    bars.Insert(pair->bar);
  }
  return bars;
}

Agreements::Agreements(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {
  std::sort(pairs_.begin(), pairs_.end());
}

bool Agreements::InForce(std::uint16_t request, std::uint16_t support) const {
  return std::binary_search(pairs_.begin(), pairs_.end(), Pair(request, support));
}

std::int32_t DistanceForBoth(const Unit& unit, const Supporter& supporter) {
  return std::min(unit.terms.distance_m, supporter.terms.distance_m);
}

RuleSet BrokenRules(const Unit& unit, const Supporter& supporter, const Conditions& conditions) {
  RuleSet broken;
  const auto check = [&](bool breaks, Rule rule) {
    if (breaks) {
      broken.Insert(rule);
    }
  };
  const Terms& need = unit.terms;
  const Terms& offer = supporter.terms;
  check(!conditions.agreements.InForce(need.contract, offer.contract), Rule::kNoAgreement);
  const BarSet bars = conditions.barred.Of(unit.family, supporter.family);
  check(bars.Has(Bar::kExcluded), Rule::kExcluded);
  check(bars.Has(Bar::kDeclined), Rule::kDeclinedBefore);
  check(bars.Has(Bar::kFailed), Rule::kFailedBefore);
  check(!IsReady(supporter, conditions.day), Rule::kNotReady);
  check(conditions.day <= supporter.paused_until, Rule::kPaused);
  check(!IsWilling(supporter, conditions.day), Rule::kWillingnessOld);
  check(supporter.free_places < unit.places, Rule::kNoPlace);
  check(IsTooFar(unit, supporter), Rule::kTooFar);
  check(!need.kinds.Intersects(offer.kinds), Rule::kKindNotOffered);
  check(!MomentsThatSuit(need.moments).Intersects(MomentsThatSuit(offer.moments)),
        Rule::kNoCommonMoment);
  check(!supporter.ages.Includes(unit.ages), Rule::kAge);
  broken = broken | BrokenLimits(need.wishes.limits, offer.traits) |
           BrokenLimits(offer.wishes.limits, need.traits);
  const QualitySet asked = need.wishes.limits.qualities | offer.wishes.limits.qualities;
  check(asked.Has(Quality::kChildrenOfSameAge) && !HaveChildrenOfSameAge(unit, supporter),
        Rule::kChildrenOfSameAge);
  return broken;
}

bool BreaksByProfile(const Unit& unit, const Supporter& supporter, DayNumber day) {
  const Terms& need = unit.terms;
  const Terms& offer = supporter.terms;
  // Cheapest and most often broken first.
  if (!need.kinds.Intersects(offer.kinds) || !supporter.ages.Includes(unit.ages) ||
      supporter.free_places < unit.places || day <= supporter.paused_until ||
      !IsWilling(supporter, day) || !IsReady(supporter, day) ||
      !MomentsThatSuit(need.moments).Intersects(MomentsThatSuit(offer.moments))) {
    return true;
  }
  // A distance in whole metres is above the limit when its square is not below (limit + 1)^2.
  const std::int64_t beyond = std::int64_t{DistanceForBoth(unit, supporter)} + 1;
  if (SquaredDistance(need.point, offer.point) >= beyond * beyond) {
    return true;
  }
  if (!AsksNothing(need.wishes.limits) && !BrokenLimits(need.wishes.limits, offer.traits).empty()) {
    return true;
  }
  if (!AsksNothing(offer.wishes.limits) &&
      !BrokenLimits(offer.wishes.limits, need.traits).empty()) {
    return true;
  }
  const QualitySet asked = need.wishes.limits.qualities | offer.wishes.limits.qualities;
  return asked.Has(Quality::kChildrenOfSameAge) && !HaveChildrenOfSameAge(unit, supporter);
}

bool BreaksByHistory(const Unit& unit, const Supporter& supporter, const Conditions& conditions) {
  return !conditions.agreements.InForce(unit.terms.contract, supporter.terms.contract) ||
         !conditions.barred.Of(unit.family, supporter.family).empty();
}

bool BreaksAny(const Unit& unit, const Supporter& supporter, const Conditions& conditions) {
  return BreaksByProfile(unit, supporter, conditions.day) ||
         BreaksByHistory(unit, supporter, conditions);
}

}  // namespace buurtbrug::matching::engine
