#include "matching/engine/plan/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>

#include "matching/engine/plan/plan_check.h"
#include "matching/engine/plan/random_snapshot_test.h"

namespace buurtbrug::matching::engine {
namespace {

// A plan as the search below sees it: helped of the first, second and third class, and fit.
using Score = std::tuple<int, int, int, std::int64_t>;

Score ScoreOf(const Worth& worth) {
  return {worth.helped[0], worth.helped[1], worth.helped[2], worth.fit};
}

// Tries every set of choices there is.
class EverySet {
 public:
  explicit EverySet(const Snapshot& snapshot) : snapshot_(snapshot) {
    const Conditions conditions = ConditionsOf(snapshot);
    for (const Unit& unit : snapshot.units) {
      std::vector<int> fits;
      for (const Supporter& supporter : snapshot.supporters) {
        fits.push_back(BrokenRules(unit, supporter, conditions).empty()
                           ? FitOf(unit, supporter, snapshot.weights, snapshot.day).total
                           : -1);
      }
      fits_.push_back(fits);
      // Urgency 3 is the first class; half a year of waiting is as one step of urgency.
      const int half_years =
          unit.waiting_since == kNoDay ? 0 : (snapshot.day - unit.waiting_since) / 182;
      class_.push_back(3 - std::min(3, unit.urgency + half_years));
    }
    for (const Supporter& supporter : snapshot.supporters) {
      left_.push_back(supporter.free_places);
    }
    Try(0, {0, 0, 0, 0});
  }

  Score best() const { return best_; }

 private:
  void Try(std::size_t unit, std::array<std::int64_t, 4> so_far) {
    if (unit == fits_.size()) {
      best_ = std::max(best_, Score(so_far[0], so_far[1], so_far[2], so_far[3]));
      return;
    }
    Try(unit + 1, so_far);
    for (std::size_t s = 0; s < left_.size(); ++s) {
      const int places = snapshot_.units[unit].places;
      if (fits_[unit][s] >= 0 && left_[s] >= places) {
        std::array<std::int64_t, 4> with = so_far;
        ++with[static_cast<std::size_t>(class_[unit])];
        with[3] += fits_[unit][s];
        left_[s] -= places;
        Try(unit + 1, with);
        left_[s] += places;
      }
    }
  }

  const Snapshot& snapshot_;
  std::vector<std::vector<int>> fits_;
  std::vector<int> class_;
  std::vector<int> left_;
  Score best_ = {0, 0, 0, 0};
};

Snapshot Frozen(const RandomShape& shape, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return Freeze(RandomSnapshot(shape, random)).value();
}

// Rules that are the only one that a pair breaks.
RuleSet RulesThatDecide(const Snapshot& snapshot) {
  const Conditions conditions = ConditionsOf(snapshot);
  RuleSet decisive;
  for (const Unit& unit : snapshot.units) {
    for (const Supporter& supporter : snapshot.supporters) {
      const RuleSet broken = BrokenRules(unit, supporter, conditions);
      decisive = broken.size() == 1 ? decisive | broken : decisive;
    }
  }
  return decisive;
}

RandomShape SmallShape(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return {.units = static_cast<int>(random() % 8),
          .supporters = static_cast<int>(random() % 7),
          .siblings_in_ten = static_cast<int>(random() % 7)};
}

TEST(MakePlan, IsWorthAsMuchAsTheBestOfAllSetsOn12000RandomInstances) {
  int branched = 0;
  int several_places = 0;
  int two_matches = 0;
  RuleSet decisive;
  for (std::uint64_t seed = 0; seed < 12'000; ++seed) {
    const Snapshot snapshot = Frozen(SmallShape(seed), seed);
    const Plan plan = MakePlan(snapshot).value();
    ASSERT_EQ(ScoreOf(plan.worth), EverySet(snapshot).best()) << seed;
    ASSERT_TRUE(plan.is_optimal()) << seed;
    ASSERT_TRUE(plan.helps_most) << seed;
    ASSERT_EQ(CheckPlan(snapshot, plan), absl::OkStatus()) << seed;
    branched += std::any_of(plan.proofs.begin(), plan.proofs.end(),
                            [](const PartProof& proof) { return proof.nodes.size() > 1; });
    for (std::size_t u = 0; u < plan.lines.size(); ++u) {
      several_places += plan.lines[u].outcome == Outcome::kHelped && snapshot.units[u].places > 1;
    }
    two_matches += plan.worth.helped_in_all() > 1;
    decisive = decisive | RulesThatDecide(snapshot);
  }
  // All features are on: each rule alone kept some pair from being possible, and yet there is
  // something to decide; siblings are helped, and now and then it had to be tried where.
  EXPECT_EQ(decisive.size(), kRules);
  EXPECT_GT(two_matches, 4000);
  EXPECT_GT(branched, 300);
  EXPECT_GT(several_places, 1500);
}

TEST(MakePlan, SaysItsGapAndNeverThatItIsOptimalWhenItEndsTooSoon) {
  int with_gap = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const Snapshot snapshot = Frozen({.units = 7, .supporters = 4, .siblings_in_ten = 6}, seed);
    const Plan plan = MakePlan(snapshot, {.threads = 1, .most_nodes = 1}).value();
    ASSERT_EQ(CheckPlan(snapshot, plan), absl::OkStatus()) << seed;
    const Plan best = MakePlan(snapshot).value();
    ASSERT_TRUE(best.is_optimal());
    ASSERT_LE(plan.worth, best.worth);
    if (plan.is_optimal()) {
      ASSERT_EQ(plan.worth, best.worth) << seed;
    }
    if (plan.helps_most) {
      ASSERT_EQ(plan.worth.helped, best.worth.helped) << seed;
      ASSERT_LE(best.worth.fit, plan.worth.fit + plan.gap) << seed;
    }
    with_gap += plan.is_optimal() ? 0 : 1;
  }
  EXPECT_GT(with_gap, 20);
}

TEST(MakePlan, TriesFewerDecisionsInLargerParts) {
  int fewer = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Snapshot snapshot = Frozen({.units = 7, .supporters = 4, .siblings_in_ten = 6}, seed);
    const Plan all = MakePlan(snapshot).value();
    const Plan some = MakePlan(snapshot, {.most_work = 40}).value();
    ASSERT_EQ(CheckPlan(snapshot, some), absl::OkStatus());
    ASSERT_LE(some.worth, all.worth);
    fewer += some.proofs.size() == all.proofs.size() && !some.proofs.empty() &&
                     some.proofs[0].nodes.size() < all.proofs[0].nodes.size()
                 ? 1
                 : 0;
  }
  EXPECT_GT(fewer, 10);
}

TEST(MakePlan, IsTheSameToTheByteInWhateverOrderAndWithAnyNumberOfThreads) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::mt19937_64 random(seed);
    Snapshot snapshot =
        RandomSnapshot({.units = 12, .supporters = 9, .siblings_in_ten = 2}, random);
    const std::string bytes = SerializePlan(MakePlan(Freeze(snapshot).value()).value());
    std::shuffle(snapshot.units.begin(), snapshot.units.end(), random);
    std::shuffle(snapshot.supporters.begin(), snapshot.supporters.end(), random);
    std::shuffle(snapshot.barred.begin(), snapshot.barred.end(), random);
    const Snapshot again = Freeze(snapshot).value();
    for (const int threads : {1, 2, 5}) {
      ASSERT_EQ(SerializePlan(MakePlan(again, {.threads = threads}).value()), bytes) << seed;
    }
    ASSERT_EQ(SerializePlan(ParsePlan(bytes).value()), bytes);
  }
}

TEST(ParsePlan, RefusesBytesThatAreCutOffOrGoOn) {
  const std::string bytes =
      SerializePlan(MakePlan(Frozen({.units = 5, .supporters = 4}, 1)).value());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(ParsePlan(bytes.substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(ParsePlan(bytes + '\0').ok());
}

TEST(PriorityOf, IsUrgencyAndRisesWithEachHalfYearOfWaiting) {
  Unit unit = SomeUnit();
  unit.urgency = 3;
  unit.waiting_since = kNoDay;
  EXPECT_EQ(PriorityOf(unit, kToday), 0);
  unit.urgency = 1;
  EXPECT_EQ(PriorityOf(unit, kToday), 2);
  unit.waiting_since = kToday - 181;
  EXPECT_EQ(PriorityOf(unit, kToday), 2);
  unit.waiting_since = kToday - 182;
  EXPECT_EQ(PriorityOf(unit, kToday), 1);
  unit.waiting_since = kToday - 364;
  EXPECT_EQ(PriorityOf(unit, kToday), 0);
  unit.waiting_since = kToday - 3640;
  EXPECT_EQ(PriorityOf(unit, kToday), 0);
  unit.waiting_since = kToday + 1;
  EXPECT_EQ(PriorityOf(unit, kToday), 2);
}

Snapshot Scene(std::vector<Unit> units, std::vector<Supporter> supporters) {
  Snapshot snapshot;
  snapshot.day = kToday;
  snapshot.contracts = {ContractOf(1)};
  snapshot.agreements = {{0, 0}};
  snapshot.units = std::move(units);
  snapshot.supporters = std::move(supporters);
  return Freeze(snapshot).value();
}

Unit UnitNamed(std::uint32_t number) {
  Unit unit = SomeUnit();
  unit.family = IdOf(number);
  return unit;
}

Supporter SupporterNamed(std::uint32_t number) {
  Supporter supporter = SomeSupporter();
  supporter.family = IdOf(number);
  return supporter;
}

TEST(MakePlan, HelpsTheMoreUrgentThoughTheOtherFitsBetter) {
  Unit urgent = UnitNamed(1);
  urgent.urgency = 3;
  urgent.waiting_since = kNoDay;
  urgent.terms.frequency = Frequency::kByAppointment;
  urgent.terms.kinds = {SupportKind::kFixedAfternoon, SupportKind::kHoliday};
  Unit fitting = UnitNamed(2);
  fitting.urgency = 2;
  const Snapshot snapshot = Scene({urgent, fitting}, {SupporterNamed(11)});
  const Plan plan = MakePlan(snapshot).value();
  EXPECT_EQ(plan.lines[0].outcome, Outcome::kHelped);
  EXPECT_EQ(plan.lines[1].outcome, Outcome::kOutbid);
  EXPECT_EQ(plan.lines[1].first_choice.supporter, 0);
  EXPECT_EQ(plan.lines[1].alternative.supporter, 0);
  EXPECT_EQ(plan.lines[1].loss.weight, 1);  // a family of a lower class in place of this one
  EXPECT_GT(plan.lines[1].alternative.fit, plan.lines[0].chosen.fit);
}

TEST(MakePlan, SaysHowMuchFitIsLackingWhereAnotherFitsBetter) {
  Unit near = UnitNamed(1);
  Unit far = UnitNamed(2);
  near.terms.point = {105'000, 488'000};
  const Snapshot snapshot = Scene({near, far}, {SupporterNamed(11)});
  const Plan plan = MakePlan(snapshot).value();
  ASSERT_EQ(plan.lines[0].outcome, Outcome::kHelped);
  ASSERT_EQ(plan.lines[1].outcome, Outcome::kOutbid);
  EXPECT_EQ(plan.lines[1].loss.weight, 0);
  EXPECT_EQ(plan.lines[1].loss.fit, plan.lines[0].chosen.fit - plan.lines[1].alternative.fit);
  EXPECT_EQ(plan.lines[0].alternative.supporter, kNobody);
}

TEST(MakePlan, NamesTheRuleThatWouldHaveToChangeWhereNoPairIsPossible) {
  Supporter paused = SupporterNamed(11);
  paused.paused_until = kToday;
  const Snapshot snapshot = Scene({UnitNamed(1)}, {paused});
  const Plan plan = MakePlan(snapshot).value();
  ASSERT_EQ(plan.lines[0].outcome, Outcome::kNoPossiblePair);
  ASSERT_EQ(plan.lines[0].misses.size(), 1U);
  EXPECT_EQ(plan.lines[0].misses[0].rule, Rule::kPaused);
  EXPECT_EQ(plan.lines[0].misses[0].supporter, 0);
  EXPECT_TRUE(plan.is_optimal());
}

TEST(MakePlan, GivesASupportFamilyAsManyUnitsAsItHasPlaces) {
  Supporter two_places = SupporterNamed(11);
  two_places.free_places = 2;
  const Snapshot snapshot = Scene({UnitNamed(1), UnitNamed(2), UnitNamed(3)}, {two_places});
  const Plan plan = MakePlan(snapshot).value();
  EXPECT_EQ(plan.worth.helped_in_all(), 2);
}

TEST(MakePlan, KeepsSiblingsTogetherOrDoesNotHelpThem) {
  Unit siblings = UnitNamed(1);
  siblings.children = {1, 2};
  siblings.places = 2;
  const Snapshot apart = Scene({siblings}, {SupporterNamed(11), SupporterNamed(12)});
  EXPECT_EQ(MakePlan(apart).value().worth.helped_in_all(), 0);
  Supporter two_places = SupporterNamed(13);
  two_places.free_places = 2;
  const Snapshot together = Scene({siblings}, {SupporterNamed(11), two_places});
  EXPECT_EQ(MakePlan(together).value().lines[0].chosen.supporter, 1);
}

TEST(MakePlan, PutsOneOfAHigherClassBeforeTwoOfALowerOneEvenWhenItTakesTwoPlaces) {
  Unit siblings = UnitNamed(1);
  siblings.children = {1, 2};
  siblings.places = 2;
  siblings.urgency = 3;
  Supporter two_places = SupporterNamed(11);
  two_places.free_places = 2;
  const Snapshot snapshot = Scene({siblings, UnitNamed(2), UnitNamed(3)}, {two_places});
  const Plan plan = MakePlan(snapshot).value();
  EXPECT_EQ(plan.worth.helped, (std::array<std::int32_t, 3>{1, 0, 0}));
}

TEST(MakePlan, OfNothingIsAnEmptyPlan) {
  const Plan plan = MakePlan(Scene({}, {})).value();
  EXPECT_EQ(plan.worth, Worth());
  EXPECT_TRUE(plan.is_optimal());
  EXPECT_EQ(CheckPlan(Scene({}, {}), plan), absl::OkStatus());
}

// Any families that RapidCheck makes, as a snapshot.
Snapshot AnySnapshot() {
  Snapshot snapshot;
  snapshot.day = kToday;
  snapshot.contracts = {ContractOf(1), ContractOf(2)};
  snapshot.languages = {"aa", "bb", "cc", "dd"};
  snapshot.agreements = {{0, 0}, {1, 0}};
  snapshot.units = AnyUnits(12);
  snapshot.supporters = AnySupporters(10);
  for (int i = Number(0, 8); i > 0; --i) {
    snapshot.barred.push_back({IdOf(static_cast<std::uint32_t>(Number(1, 7))),
                               IdOf(static_cast<std::uint32_t>(Number(1001, 1010))),
                               static_cast<Bar>(Number(0, 3))});
  }
  return Freeze(snapshot).value();
}

RC_GTEST_PROP(AnyPlan, BreaksNoRuleGivesNoPlaceTwiceAndVerifies, ()) {
  const Snapshot snapshot = AnySnapshot();
  const Plan plan = MakePlan(snapshot).value();
  const Conditions conditions = ConditionsOf(snapshot);
  std::vector<int> left;
  for (const Supporter& supporter : snapshot.supporters) {
    left.push_back(supporter.free_places);
  }
  for (std::size_t u = 0; u < plan.lines.size(); ++u) {
    if (plan.lines[u].outcome == Outcome::kHelped) {
      const auto s = static_cast<std::size_t>(plan.lines[u].chosen.supporter);
      RC_ASSERT(BrokenRules(snapshot.units[u], snapshot.supporters[s], conditions).empty());
      left[s] -= snapshot.units[u].places;
      RC_ASSERT(left[s] >= 0);
    }
  }
  RC_ASSERT(CheckPlan(snapshot, plan).ok());
}

// `snapshot` with one support family more.
Snapshot WithAnotherSupporter(Snapshot snapshot) {
  snapshot.supporters.push_back(AnySupporter(2000));
  for (std::size_t more = snapshot.languages.size(); more < 4; ++more) {
    snapshot.languages.push_back("new" + std::to_string(more));
  }
  return Freeze(std::move(snapshot)).value();
}

// In what a plan counts by: the first class, then the second, then the third, then fit. The number
// of units that are helped may fall, but only where a unit takes several places (below).
RC_GTEST_PROP(AnyPlan, IsNeverWorseWhenASupporterIsAdded, ()) {
  const Snapshot snapshot = AnySnapshot();
  const Plan before = MakePlan(snapshot).value();
  const Plan after = MakePlan(WithAnotherSupporter(snapshot)).value();
  RC_ASSERT(before.is_optimal() && after.is_optimal());
  RC_ASSERT(after.worth >= before.worth);
}

// Of whatever classes: the plan then helps as many units as any set of pairs does.
RC_GTEST_PROP(AnyPlan, NeverHelpsFewerUnitsWhenASupporterIsAddedWhereEachTakesOnePlace, ()) {
  Snapshot snapshot = AnySnapshot();
  for (Unit& unit : snapshot.units) {
    unit.places = 1;
  }
  const Plan before = MakePlan(snapshot).value();
  const Plan after = MakePlan(WithAnotherSupporter(snapshot)).value();
  RC_ASSERT(after.worth.helped_in_all() >= before.worth.helped_in_all());
}

TEST(MakePlan, NeverHelpsFewerUnitsWhenASupporterIsAddedToRandomOnesThatTakeOnePlace) {
  int more = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const Snapshot with = Frozen({.units = 7, .supporters = 5, .siblings_in_ten = 0}, seed);
    Snapshot snapshot = with;
    snapshot.supporters.erase(snapshot.supporters.begin() + static_cast<int>(seed % 5));
    const Plan before = MakePlan(snapshot).value();
    const Plan after = MakePlan(with).value();
    ASSERT_GE(after.worth.helped_in_all(), before.worth.helped_in_all()) << seed;
    ASSERT_GE(after.worth, before.worth) << seed;
    more += after.worth.helped_in_all() > before.worth.helped_in_all();
  }
  EXPECT_GT(more, 200);
}

TEST(MakePlan, HelpsFewerUnitsWithASupporterMoreWhereSiblingsOfAHigherClassTakeSeveralPlaces) {
  Unit first = UnitNamed(1);
  first.urgency = 3;
  Unit siblings = UnitNamed(2);
  siblings.children = {1, 2};
  siblings.places = 3;
  siblings.urgency = 2;
  Unit third = UnitNamed(3);
  third.urgency = 1;
  Unit fourth = UnitNamed(4);
  fourth.urgency = 1;
  Supporter three_places = SupporterNamed(11);
  three_places.free_places = 3;
  third.ages = {9};
  fourth.ages = {9};
  const std::vector<Unit> units = {first, siblings, third, fourth};
  const Plan before = MakePlan(Scene(units, {three_places})).value();
  EXPECT_EQ(before.worth.helped, (std::array<std::int32_t, 3>{1, 0, 2}));
  // The first goes there, and the siblings get the three places.
  Supporter another = SupporterNamed(12);
  another.ages = {8};
  const Plan after = MakePlan(Scene(units, {three_places, another})).value();
  EXPECT_EQ(after.worth.helped, (std::array<std::int32_t, 3>{1, 1, 0}));
}

}  // namespace
}  // namespace buurtbrug::matching::engine
