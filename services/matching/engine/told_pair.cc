#include "matching/engine/told_pair.h"

#include <algorithm>
#include <iterator>

#include "matching/engine/told.h"
#include "matching/engine/words.h"

namespace buurtbrug::matching::engine {
namespace {

constexpr RuleSet kBetweenFamilies = {Rule::kNoAgreement, Rule::kExcluded, Rule::kDeclinedBefore,
                                      Rule::kFailedBefore};

bool HasOffer(const ToldSide& side) { return side.card.profile && side.card.profile->offer; }

// The units that the children make; one of which nothing is known when no need was told.
std::vector<Unit> UnitsToJudge(const ToldSide& request, const std::vector<int>& children,
                               absl::CivilDay day, Languages& languages) {
  std::vector<Unit> units;
  if (request.card.profile) {
    const std::vector<Unit> all =
        UnitsOf(request.card, request.point.value_or(Point()), day, languages);
    std::copy_if(all.begin(), all.end(), std::back_inserter(units), [&](const Unit& unit) {
      return std::find(children.begin(), children.end(), unit.children.front()) != children.end();
    });
  }
  if (!units.empty()) {
    if (const std::optional<Unit> together = Together(units)) {
      units = {*together};
    }
  }
  if (units.empty()) {
    units.emplace_back();
    units.back().family = request.card.id;
  }
  for (Unit& unit : units) {
    unit.terms.contract = request.contract;
  }
  return units;
}

Supporter SupporterToJudge(const ToldSide& support, absl::CivilDay day, Languages& languages) {
  Supporter supporter;
  if (HasOffer(support)) {
    supporter = SupporterOf(support.card, support.point.value_or(Point()), 0, day, languages);
  }
  supporter.family = support.card.id;
  supporter.terms.contract = support.contract;
  return supporter;
}

RuleSet KnownRules(const ToldSide& request, const ToldSide& support, const Unit& unit,
                   const Supporter& supporter, DayNumber day) {
  RuleSet known = kBetweenFamilies;
  if (!HasOffer(support)) {
    return known;
  }
  if (supporter.willing_on <= day) {
    known.Insert(Rule::kWillingnessOld);
  }
  if (unit.children.empty()) {
    return known;
  }
  known = known | kPassableRules;
  return request.point && support.point ? known : known - RuleSet{Rule::kTooFar};
}

}  // namespace

std::vector<Breach> KnownBreaches(const ToldSide& request, const std::vector<int>& children,
                                  const ToldSide& support, absl::CivilDay day,
                                  const Agreements& agreements, const BarredPairs& barred) {
  const Conditions conditions = {NumberOf(day), agreements, barred};
  Languages languages;
  const std::vector<Unit> units = UnitsToJudge(request, children, day, languages);
  const Supporter supporter = SupporterToJudge(support, day, languages);
  std::vector<Breach> breaches;
  RuleSet said;
  for (const Unit& unit : units) {
    const RuleSet broken = BrokenRules(unit, supporter, conditions) &
                           KnownRules(request, support, unit, supporter, conditions.day);
    ForEach(broken - said, [&](Rule rule) {
      breaches.push_back({rule, Say(rule, unit, supporter, conditions, languages)});
    });
    said = said | broken;
  }
  std::sort(breaches.begin(), breaches.end(),
            [](const Breach& a, const Breach& b) { return a.rule < b.rule; });
  return breaches;
}

}  // namespace buurtbrug::matching::engine
