#include "matching/engine/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "matching/engine/scene_test.h"

namespace buurtbrug::matching::engine {
namespace {

// A pair as the slow scans below see it: (-fit, distance, family, children, position, rule).
using Seen = std::tuple<std::int32_t, std::int32_t, FamilyId, std::uint32_t, std::uint32_t, Rule>;

Seen SeenPair(const Unit& unit, const Supporter& supporter, const Weights& weights, FamilyId id,
              std::uint32_t children, std::size_t position, Rule rule) {
  return {-FitOf(unit, supporter, weights, kToday).total,
          DistanceMetres(unit.terms.point, supporter.terms.point),
          id,
          children,
          static_cast<std::uint32_t>(position),
          rule};
}

std::vector<Seen> Sorted(std::vector<Seen> all, std::size_t count) {
  std::sort(all.begin(), all.end());
  all.resize(std::min(all.size(), count));
  return all;
}

// Looks at every family, without an index.
std::vector<Seen> ScanSupporters(const std::vector<Supporter>& supporters, const Unit& unit,
                                 const Conditions& conditions, const Weights& weights,
                                 std::size_t count, bool misses, RuleSet rules = kAllRules) {
  std::vector<Seen> all;
  for (std::size_t i = 0; i < supporters.size(); ++i) {
    const RuleSet broken = BrokenRules(unit, supporters[i], conditions);
    const bool near =
        DistanceMetres(unit.terms.point, supporters[i].terms.point) <= 2 * unit.terms.distance_m;
    if (misses ? broken.size() == 1 && rules.Includes(broken) && near : broken.empty()) {
      all.push_back(SeenPair(unit, supporters[i], weights, supporters[i].family, 0, i,
                             misses ? broken.front() : Rule::kNoAgreement));
    }
  }
  return Sorted(all, count);
}

std::vector<Seen> ScanUnits(const std::vector<Unit>& units, const Supporter& supporter,
                            const Conditions& conditions, const Weights& weights, std::size_t count,
                            bool misses) {
  std::vector<Seen> all;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const RuleSet broken = BrokenRules(units[i], supporter, conditions);
    const bool near = DistanceMetres(units[i].terms.point, supporter.terms.point) <=
                      2 * supporter.terms.distance_m;
    if (misses ? broken.size() == 1 && near : broken.empty()) {
      all.push_back(SeenPair(units[i], supporter, weights, units[i].family,
                             units[i].children.bits(), i,
                             misses ? broken.front() : Rule::kNoAgreement));
    }
  }
  return Sorted(all, count);
}

using Answer = std::vector<std::tuple<std::uint32_t, std::int32_t, std::int32_t, Rule>>;
Answer AnswerOf(const std::vector<Seen>& all) {
  Answer answer;
  for (const Seen& seen : all) {
    answer.emplace_back(std::get<4>(seen), -std::get<0>(seen), std::get<1>(seen),
                        std::get<5>(seen));
  }
  return answer;
}
Answer AnswerOf(const std::vector<Found>& all) {
  Answer answer;
  for (const Found& found : all) {
    answer.emplace_back(found.position, found.fit, found.distance_m, Rule::kNoAgreement);
  }
  return answer;
}
Answer AnswerOf(const std::vector<Miss>& all) {
  Answer answer;
  for (const Miss& miss : all) {
    answer.emplace_back(miss.position, miss.fit, miss.distance_m, miss.rule);
  }
  return answer;
}

Supporter At(std::uint32_t id, Point point) {
  Supporter supporter = SomeSupporter();
  supporter.family = IdOf(id);
  supporter.terms.point = point;
  return supporter;
}

std::vector<std::uint32_t> PositionsOf(const std::vector<Found>& found) {
  std::vector<std::uint32_t> positions;
  for (const Found& one : found) {
    positions.push_back(one.position);
  }
  return positions;
}

TEST(BestSupporters, OrdersByFitThenDistanceThenId) {
  const Point home = SomeUnit().terms.point;
  const auto east = [&](std::int32_t metres) { return Point{home.x_m + metres, home.y_m}; };
  // One and two metres away is the same part of fit.
  const Index<Supporter> index(
      {At(15, east(2)), At(14, east(1)), At(13, east(3000)), At(12, east(1)), At(11, east(2))});
  const auto found = BestSupporters(index, SomeUnit(), SomeConditions(), Weights(), /*count=*/10);
  EXPECT_THAT(PositionsOf(found), testing::ElementsAre(3, 1, 4, 0, 2));
}

TEST(BestSupporters, GivesNoMoreThanAskedForAndNothingForZero) {
  const Point home = SomeUnit().terms.point;
  const Index<Supporter> index({At(13, home), At(12, home), At(11, home)});
  EXPECT_THAT(PositionsOf(BestSupporters(index, SomeUnit(), SomeConditions(), Weights(), 2)),
              testing::ElementsAre(2, 1));
  EXPECT_TRUE(BestSupporters(index, SomeUnit(), SomeConditions(), Weights(), 0).empty());
  EXPECT_TRUE(NearestMisses(index, SomeUnit(), SomeConditions(), Weights(), 0).empty());
}

TEST(BestSupporters, FindsNobodyInAnEmptyIndex) {
  EXPECT_TRUE(
      BestSupporters(Index<Supporter>(), SomeUnit(), SomeConditions(), Weights(), 5).empty());
  const Index<Supporter> empty((std::vector<Supporter>()));
  EXPECT_TRUE(BestSupporters(empty, SomeUnit(), SomeConditions(), Weights(), 5).empty());
}

TEST(BestSupporters, FindsFromOutsideTheMap) {
  const Point home = SomeUnit().terms.point;
  const std::vector<Point> around = {{home.x_m + 4000, home.y_m},
                                     {home.x_m, home.y_m + 4000},
                                     {home.x_m - 4000, home.y_m},
                                     {home.x_m, home.y_m - 4000}};
  for (const Point point : around) {
    const Index<Supporter> index({At(11, point), At(12, point)});
    EXPECT_EQ(BestSupporters(index, SomeUnit(), SomeConditions(), Weights(), 5).size(), 2U);
  }
}

TEST(NearestMisses, NameTheOneRuleAndLeaveOutWhoBreaksTwo) {
  const Point home = SomeUnit().terms.point;
  std::vector<Supporter> supporters = {At(11, home), At(12, home), At(13, home),
                                       At(14, {home.x_m + 6000, home.y_m})};
  supporters[1].free_places = 0;
  supporters[2].free_places = 0;
  supporters[2].willing_on = kNoDay;
  const Index<Supporter> index(supporters);
  EXPECT_EQ(AnswerOf(NearestMisses(index, SomeUnit(), SomeConditions(), Weights(), 5)).size(), 2U);
  const auto misses = NearestMisses(index, SomeUnit(), SomeConditions(), Weights(), 5);
  EXPECT_EQ(misses[0].position, 1U);
  EXPECT_EQ(misses[0].rule, Rule::kNoPlace);
  EXPECT_EQ(misses[1].position, 3U);
  EXPECT_EQ(misses[1].rule, Rule::kTooFar);
  const auto places_only =
      NearestMisses(index, SomeUnit(), SomeConditions(), Weights(), 5, {Rule::kNoPlace});
  ASSERT_EQ(places_only.size(), 1U);
  EXPECT_EQ(places_only[0].position, 1U);
}

TEST(BestUnits, OfOneFamilyComeInTheOrderOfItsChildren) {
  Unit first = SomeUnit();
  first.children = {1};
  Unit second = SomeUnit();
  second.children = {2};
  const auto found =
      BestUnits(Index<Unit>({second, first}), SomeSupporter(), SomeConditions(), Weights(), 5);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].position, 1U);
  EXPECT_EQ(found[1].position, 0U);
}

TEST(NearestMisses, OfWhoIsTooFarReachToTwiceTheDistanceThatIsWanted) {
  const Point home = SomeUnit().terms.point;
  const Index<Supporter> index(
      {At(11, {home.x_m + 10'001, home.y_m}), At(12, {home.x_m + 10'000, home.y_m})});
  const auto misses = NearestMisses(index, SomeUnit(), SomeConditions(), Weights(), 5);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].position, 1U);
  EXPECT_EQ(misses[0].rule, Rule::kTooFar);
}

constexpr int kMostFamilies = 60;

// Often with so few parts that many pairs are equal, and as good as a pair can be.
Weights AnyWeights() {
  Weights weights;
  if (Coin()) {
    weights.of = {};
    weights.of[static_cast<std::size_t>(Number(0, kFitParts))] = Number(1, kMostWeight + 1);
    weights.of[static_cast<std::size_t>(Number(0, kFitParts))] = Number(0, kMostWeight + 1);
    weights.of[static_cast<std::size_t>(Number(0, kFitParts))] = 1;
  }
  return weights;
}

RC_GTEST_PROP(BestSupporters, AreThoseOfALookAtAll, ()) {
  const auto supporters = AnySupporters(kMostFamilies);
  const Conditions conditions = AnyConditions();
  const Weights weights = AnyWeights();
  const Unit unit = AnyUnit(static_cast<std::uint32_t>(Number(1, 12)));
  const auto count = static_cast<std::size_t>(Number(1, 8));
  const auto found = BestSupporters(Index<Supporter>(supporters), unit, conditions, weights, count);
  RC_CLASSIFY(!found.empty());
  RC_ASSERT(AnswerOf(found) ==
            AnswerOf(ScanSupporters(supporters, unit, conditions, weights, count, false)));
  for (const Found& one : found) {
    RC_ASSERT(BrokenRules(unit, supporters[one.position], conditions).empty());
  }
}

RC_GTEST_PROP(BestUnits, AreThoseOfALookAtAll, ()) {
  const auto units = AnyUnits(kMostFamilies);
  const Conditions conditions = AnyConditions();
  const Weights weights = AnyWeights();
  const Supporter supporter = AnySupporter(static_cast<std::uint32_t>(Number(1001, 1012)));
  const auto count = static_cast<std::size_t>(Number(1, 8));
  const auto found = BestUnits(Index<Unit>(units), supporter, conditions, weights, count);
  RC_CLASSIFY(!found.empty());
  RC_ASSERT(AnswerOf(found) ==
            AnswerOf(ScanUnits(units, supporter, conditions, weights, count, false)));
}

RC_GTEST_PROP(NearestMisses, AreThoseOfALookAtAllSupporters, ()) {
  const auto supporters = AnySupporters(kMostFamilies);
  const Conditions conditions = AnyConditions();
  const Weights weights = AnyWeights();
  const Unit unit = AnyUnit(static_cast<std::uint32_t>(Number(1, 12)));
  const auto count = static_cast<std::size_t>(Number(1, 8));
  const RuleSet rules = Coin() ? kAllRules : SomeSet<RuleSet>(0, kRules - 1, kRules);
  const auto misses =
      NearestMisses(Index<Supporter>(supporters), unit, conditions, weights, count, rules);
  RC_CLASSIFY(!misses.empty());
  RC_ASSERT(AnswerOf(misses) ==
            AnswerOf(ScanSupporters(supporters, unit, conditions, weights, count, true, rules)));
}

RC_GTEST_PROP(NearestMisses, AreThoseOfALookAtAllUnits, ()) {
  const auto units = AnyUnits(kMostFamilies);
  const Conditions conditions = AnyConditions();
  const Weights weights = AnyWeights();
  const Supporter supporter = AnySupporter(1001);
  const auto count = static_cast<std::size_t>(Number(1, 8));
  RC_ASSERT(AnswerOf(NearestMisses(Index<Unit>(units), supporter, conditions, weights, count)) ==
            AnswerOf(ScanUnits(units, supporter, conditions, weights, count, true)));
}

RC_GTEST_PROP(Search, FindsTheBestAndTheNearestMissesAtOnce, ()) {
  const auto supporters = AnySupporters(kMostFamilies);
  const auto units = AnyUnits(kMostFamilies);
  const Conditions conditions = AnyConditions();
  const Weights weights = AnyWeights();
  const auto count = static_cast<std::size_t>(Number(0, 8));
  const auto misses = static_cast<std::size_t>(Number(0, 8));
  const Unit unit = AnyUnit(1);
  const Answers of_unit =
      Search(Index<Supporter>(supporters), unit, conditions, weights, count, misses);
  RC_ASSERT(AnswerOf(of_unit.best) ==
            AnswerOf(ScanSupporters(supporters, unit, conditions, weights, count, false)));
  RC_ASSERT(AnswerOf(of_unit.misses) ==
            AnswerOf(ScanSupporters(supporters, unit, conditions, weights, misses, true)));
  const Supporter supporter = AnySupporter(1001);
  const Answers of_supporter =
      Search(Index<Unit>(units), supporter, conditions, weights, count, misses);
  RC_ASSERT(AnswerOf(of_supporter.best) ==
            AnswerOf(ScanUnits(units, supporter, conditions, weights, count, false)));
  RC_ASSERT(AnswerOf(of_supporter.misses) ==
            AnswerOf(ScanUnits(units, supporter, conditions, weights, misses, true)));
}

RC_GTEST_PROP(BestSupporters, DoNotDependOnTheOrderInWhichTheyCame, ()) {
  auto supporters = AnySupporters(kMostFamilies);
  const Conditions conditions = AnyConditions();
  const Unit unit = AnyUnit(1);
  const auto ids = [&](const std::vector<Supporter>& list) {
    std::vector<std::tuple<FamilyId, std::int32_t, std::int32_t>> found;
    for (const Found& one :
         BestSupporters(Index<Supporter>(list), unit, conditions, Weights(), 5)) {
      found.emplace_back(list[one.position].family, one.fit, one.distance_m);
    }
    return found;
  };
  const auto before = ids(supporters);
  for (std::size_t i = supporters.size(); i > 1; --i) {
    std::swap(supporters[i - 1],
              supporters[static_cast<std::size_t>(Number(0, static_cast<int>(i)))]);
  }
  RC_ASSERT(ids(supporters) == before);
}

// The rows of a graph, by a look at all.
PossiblePairs ScanPairs(const std::vector<Unit>& units, const std::vector<Supporter>& supporters,
                        const Conditions& conditions, std::size_t most_partners) {
  PossiblePairs pairs;
  for (const Unit& unit : units) {
    const std::size_t count = most_partners == kAllPartners ? supporters.size() : most_partners;
    std::vector<std::pair<std::int32_t, std::int32_t>> row;
    for (const auto& [position, fit, distance_m, rule] :
         AnswerOf(ScanSupporters(supporters, unit, conditions, Weights(), count, false))) {
      row.emplace_back(static_cast<std::int32_t>(position), fit);
    }
    std::sort(row.begin(), row.end());
    for (const auto& [supporter, fit] : row) {
      pairs.supporter.push_back(supporter);
      pairs.fit.push_back(fit);
    }
    pairs.row_begin.push_back(static_cast<std::int64_t>(pairs.supporter.size()));
  }
  return pairs;
}

RC_GTEST_PROP(PairsOf, AreThoseOfALookAtAll, ()) {
  const auto units = AnyUnits(12);
  const auto supporters = AnySupporters(kMostFamilies);
  const Conditions conditions = AnyConditions();
  const std::size_t most = Coin() ? kAllPartners : static_cast<std::size_t>(Number(1, 4));
  const PossiblePairs pairs =
      PairsOf(units, Index<Supporter>(supporters), conditions, Weights(), most);
  const PossiblePairs expected = ScanPairs(units, supporters, conditions, most);
  RC_ASSERT(pairs.row_begin == expected.row_begin);
  RC_ASSERT(pairs.supporter == expected.supporter);
  RC_ASSERT(pairs.fit == expected.fit);
}

RC_GTEST_PROP(PairsOf, MadeInPartsAreTheSame, ()) {
  const auto units = AnyUnits(12);
  const Index<Supporter> index(AnySupporters(kMostFamilies));
  const Conditions conditions = AnyConditions();
  const auto cut = units.begin() + Number(0, static_cast<int>(units.size()) + 1);
  PossiblePairs parts =
      PairsOf(std::vector<Unit>(units.begin(), cut), index, conditions, Weights());
  parts.Append(PairsOf(std::vector<Unit>(cut, units.end()), index, conditions, Weights()));
  const PossiblePairs whole = PairsOf(units, index, conditions, Weights());
  RC_ASSERT(parts.row_begin == whole.row_begin);
  RC_ASSERT(parts.supporter == whole.supporter);
  RC_ASSERT(parts.fit == whole.fit);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
