#include "matching/engine/fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "matching/engine/fit_parts.h"
#include "matching/engine/scene_test.h"

namespace buurtbrug::matching::engine {
namespace {

std::int32_t PartOf(FitPart part, const Unit& unit, const Supporter& supporter) {
  return FitOf(unit, supporter, Weights(), kToday).parts[static_cast<std::size_t>(part)];
}

// What a part is when a pair is changed from SomeUnit and SomeSupporter.
struct Case {
  FitPart part = FitPart::kDistance;
  std::string what;
  std::int32_t expected = 0;
  std::function<void(Unit&, Supporter&)> change;
};

std::vector<Case> Cases() {
  return {
      {FitPart::kDistance, "3 km by bicycle", 600, [](Unit&, Supporter&) {}},
      {FitPart::kDistance, "the same point", 1000,
       [](Unit& u, Supporter& s) { s.terms.point = u.terms.point; }},
      {FitPart::kDistance, "one metre", 1000,
       [](Unit& u, Supporter& s) {
         s.terms.point = {u.terms.point.x_m + 1, u.terms.point.y_m};
       }},
      {FitPart::kDistance, "half an hour", 0,
       [](Unit& u, Supporter& s) { s.terms.point.x_m = u.terms.point.x_m + 7500; }},
      {FitPart::kDistance, "more than half an hour", 0,
       [](Unit& u, Supporter& s) { s.terms.point.x_m = u.terms.point.x_m + 40'000; }},
      {FitPart::kDistance, "1 km on foot", 600,
       [](Unit& u, Supporter& s) {
         u.terms.transports = s.terms.transports = {Transport::kOnFoot};
         s.terms.point.x_m = u.terms.point.x_m + 1000;
       }},
      {FitPart::kDistance, "one of them has a car", 800,
       [](Unit&, Supporter& s) { s.terms.transports.Insert(Transport::kCar); }},
      {FitPart::kDistance, "public transport", 600,
       [](Unit& u, Supporter& s) {
         u.terms.transports = {};
         s.terms.transports = {Transport::kOnFoot, Transport::kPublicTransport};
       }},
      {FitPart::kDistance, "no means named", 600,
       [](Unit& u, Supporter& s) { u.terms.transports = s.terms.transports = {}; }},

      {FitPart::kMoments, "the one that is asked for", 1000, [](Unit&, Supporter&) {}},
      {FitPart::kMoments, "none", 0,
       [](Unit& u, Supporter&) {
         u.terms.moments = {MomentOf(Weekday::kMonday, PartOfDay::kNight)};
       }},
      {FitPart::kMoments, "one of three", 333,
       [](Unit& u, Supporter&) {
         u.terms.moments.Insert(MomentOf(Weekday::kMonday, PartOfDay::kNight));
         u.terms.moments.Insert(MomentOf(Weekday::kSunday, PartOfDay::kNight));
       }},
      {FitPart::kMoments, "one where any suits the request family", 250,
       [](Unit& u, Supporter&) { u.terms.moments = {}; }},
      {FitPart::kMoments, "four of many", 1000,
       [](Unit& u, Supporter& s) {
         u.terms.moments = MomentSet::Range(1, 20);
         s.terms.moments = MomentSet::Range(17, 28);
       }},
      {FitPart::kMoments, "any for both", 1000,
       [](Unit& u, Supporter& s) { u.terms.moments = s.terms.moments = {}; }},

      {FitPart::kFrequency, "weekly for weekly", 1000, [](Unit&, Supporter&) {}},
      {FitPart::kFrequency, "two-weekly for weekly", 500,
       [](Unit&, Supporter& s) { s.terms.frequency = Frequency::kTwoWeekly; }},
      {FitPart::kFrequency, "monthly for weekly", 250,
       [](Unit&, Supporter& s) { s.terms.frequency = Frequency::kMonthly; }},
      {FitPart::kFrequency, "more than is needed", 1000,
       [](Unit& u, Supporter&) { u.terms.frequency = Frequency::kMonthly; }},
      {FitPart::kFrequency, "by appointment for weekly", 500,
       [](Unit&, Supporter& s) { s.terms.frequency = Frequency::kByAppointment; }},
      {FitPart::kFrequency, "by appointment for by appointment", 1000,
       [](Unit& u, Supporter& s) {
         u.terms.frequency = s.terms.frequency = Frequency::kByAppointment;
       }},
      {FitPart::kFrequency, "not known on both sides", 500,
       [](Unit& u, Supporter& s) { u.terms.frequency = s.terms.frequency = Frequency::kUnknown; }},

      {FitPart::kKinds, "the one that is needed", 1000, [](Unit&, Supporter&) {}},
      {FitPart::kKinds, "two of three", 666,
       [](Unit& u, Supporter&) {
         u.terms.kinds = {SupportKind::kFixedAfternoon, SupportKind::kHomework,
                          SupportKind::kHoliday};
       }},
      {FitPart::kKinds, "none", 0,
       [](Unit& u, Supporter&) { u.terms.kinds = {SupportKind::kHoliday}; }},

      {FitPart::kWishes, "nothing asked", 1000, [](Unit&, Supporter&) {}},
      {FitPart::kWishes, "three of four, of both sides", 750,
       [](Unit& u, Supporter& s) {
         u.terms.wishes.better.pets = {Pet::kDog, Pet::kCat};
         u.terms.wishes.better.accessibility = {Accessibility::kStepFree};
         s.terms.traits.pets = {Pet::kCat};
         s.terms.traits.accessibility = {Accessibility::kStepFree};
         s.terms.wishes.better.qualities = {Quality::kNoSmoking};
         u.terms.traits.smoking = Smoking::kOutside;
       }},
      {FitPart::kWishes, "no pet at all, and no dog", 0,
       [](Unit& u, Supporter& s) {
         u.terms.wishes.better.pets = {Pet::kAny, Pet::kDog};
         s.terms.traits.pets = {Pet::kDog};
       }},
      {FitPart::kWishes, "not known whether anybody smokes, no father figure", 0,
       [](Unit& u, Supporter&) {
         u.terms.wishes.better.qualities = {Quality::kNoSmoking, Quality::kFatherFigure};
       }},
      {FitPart::kWishes, "experienced parents as a wish", 1000,
       [](Unit& u, Supporter& s) {
         u.terms.wishes.better.qualities = {Quality::kExperiencedParents};
         s.terms.traits.experienced_parents = true;
       }},
      {FitPart::kWishes, "experienced parents as a limit count as a wish", 0,
       [](Unit& u, Supporter&) {
         u.terms.wishes.limits.qualities = {Quality::kExperiencedParents};
       }},
      {FitPart::kWishes, "a limit that is met is no wish", 1000,
       [](Unit& u, Supporter&) { u.terms.wishes.limits.pets = {Pet::kDog}; }},

      {FitPart::kLanguage, "nothing known", 500, [](Unit&, Supporter&) {}},
      {FitPart::kLanguage, "one in common", 1000,
       [](Unit& u, Supporter& s) {
         u.terms.traits.languages.Insert(1);
         u.terms.traits.languages.Insert(200);
         s.terms.traits.languages.Insert(200);
       }},
      {FitPart::kLanguage, "none in common", 0,
       [](Unit& u, Supporter& s) {
         u.terms.traits.languages.Insert(1);
         s.terms.traits.languages.Insert(2);
       }},
      {FitPart::kLanguage, "one in common, the one wished for missing", 500,
       [](Unit& u, Supporter& s) {
         u.terms.traits.languages.Insert(1);
         s.terms.traits.languages.Insert(1);
         u.terms.wishes.better.languages.Insert(2);
       }},

      {FitPart::kSameAge, "nobody asks", 1000, [](Unit&, Supporter&) {}},
      {FitPart::kSameAge, "asked, none there", 0,
       [](Unit& u, Supporter&) {
         u.terms.wishes.better.qualities = {Quality::kChildrenOfSameAge};
       }},
      {FitPart::kSameAge, "for one of two", 500,
       [](Unit& u, Supporter& s) {
         u.nearby = {5, 8};
         s.children = {10};
         s.terms.wishes.better.qualities = {Quality::kChildrenOfSameAge};
       }},
      {FitPart::kSameAge, "for all", 1000,
       [](Unit& u, Supporter& s) {
         u.terms.wishes.limits.qualities = {Quality::kChildrenOfSameAge};
         s.children = {6, 10};
       }},

      {FitPart::kStay, "four years more", 1000, [](Unit&, Supporter&) {}},
      {FitPart::kStay, "two years more", 1000,
       [](Unit& u, Supporter&) {
         u.ages = {4, 10};
       }},
      {FitPart::kStay, "the eldest one year more", 500,
       [](Unit& u, Supporter&) {
         u.ages = {4, 11};
       }},
      {FitPart::kStay, "this year only", 0, [](Unit& u, Supporter&) { u.ages = {12}; }},
      {FitPart::kStay, "too old already", 0, [](Unit& u, Supporter&) { u.ages = {15}; }},
      {FitPart::kStay, "the parents", 1000, [](Unit& u, Supporter&) { u.ages = {}; }},
      {FitPart::kStay, "23 in a family that takes all ages", 1000,
       [](Unit& u, Supporter& s) {
         u.ages = {23};
         s.ages = AgeSet::Range(0, 23);
       }},
      {FitPart::kStay, "a family that takes no ages", 0, [](Unit&, Supporter& s) { s.ages = {}; }},

      {FitPart::kWaiting, "half of half a year", 500, [](Unit&, Supporter&) {}},
      {FitPart::kWaiting, "since today", 0, [](Unit& u, Supporter&) { u.waiting_since = kToday; }},
      {FitPart::kWaiting, "since tomorrow", 0,
       [](Unit& u, Supporter&) { u.waiting_since = kToday + 1; }},
      {FitPart::kWaiting, "not known", 0, [](Unit& u, Supporter&) { u.waiting_since = kNoDay; }},
      {FitPart::kWaiting, "half a year", 1000,
       [](Unit& u, Supporter&) { u.waiting_since = kToday - 182; }},
      {FitPart::kWaiting, "for years", 1000,
       [](Unit& u, Supporter&) { u.waiting_since = kToday - 2000; }},

      {FitPart::kUrgency, "least", 0, [](Unit& u, Supporter&) { u.urgency = 1; }},
      {FitPart::kUrgency, "middle", 500, [](Unit&, Supporter&) {}},
      {FitPart::kUrgency, "most", 1000, [](Unit& u, Supporter&) { u.urgency = 3; }},

      {FitPart::kInterests, "nothing known", 500, [](Unit&, Supporter&) {}},
      {FitPart::kInterests, "not known of the support family", 500,
       [](Unit& u, Supporter&) { u.terms.interests = {Interest::kCrafts}; }},
      {FitPart::kInterests, "not known of the unit", 500,
       [](Unit&, Supporter& s) { s.terms.interests = {Interest::kCrafts}; }},
      {FitPart::kInterests, "none in common", 0,
       [](Unit& u, Supporter& s) {
         u.terms.interests = {Interest::kCrafts};
         s.terms.interests = {Interest::kFootball};
       }},
      {FitPart::kInterests, "the only one", 1000,
       [](Unit& u, Supporter& s) {
         u.terms.interests = {Interest::kCrafts};
         s.terms.interests = {Interest::kCrafts, Interest::kFootball};
       }},
      {FitPart::kInterests, "one of two", 500,
       [](Unit& u, Supporter& s) {
         u.terms.interests = {Interest::kAnimals, Interest::kOutings};
         s.terms.interests = {Interest::kOutings};
       }},
      {FitPart::kInterests, "two of five", 666,
       [](Unit& u, Supporter& s) {
         u.terms.interests = InterestSet::Range(1, 5);
         s.terms.interests = InterestSet::Range(4, 14);
       }},
      {FitPart::kInterests, "three of many", 1000,
       [](Unit& u, Supporter& s) {
         u.terms.interests = InterestSet::Range(1, 14);
         s.terms.interests = InterestSet::Range(12, 14);
       }},
  };
}

TEST(FitOf, EachPartAtItsEndsAndBetween) {
  for (const Case& example : Cases()) {
    Unit unit = SomeUnit();
    Supporter supporter = SomeSupporter();
    example.change(unit, supporter);
    EXPECT_EQ(PartOf(example.part, unit, supporter), example.expected)
        << CodeOf(example.part) << ": " << example.what;
  }
}

TEST(FitOf, IsTheSumOfThePartsByWeight) {
  Weights weights;
  weights.of = {3, 0, 0, 0, 0, 0, 0, 0, 0, 7};
  const Fit fit = FitOf(SomeUnit(), SomeSupporter(), weights, kToday);
  EXPECT_EQ(fit.total, 3 * 600 + 7 * 500);
}

TEST(FitOf, IsAtMostKMostFit) {
  Unit unit = SomeUnit();
  Supporter supporter = SomeSupporter();
  supporter.terms.point = unit.terms.point;
  unit.urgency = 3;
  unit.waiting_since = kToday - 200;
  unit.terms.traits.languages.Insert(1);
  supporter.terms.traits.languages.Insert(1);
  unit.terms.interests = supporter.terms.interests = {Interest::kCrafts};
  Weights weights;
  weights.of.fill(kMostWeight);
  EXPECT_EQ(FitOf(unit, supporter, weights, kToday).total, kMostFit);
}

TEST(AreUsable, EachWeightInRangeAndOneAboveZero) {
  EXPECT_TRUE(AreUsable(Weights()));
  Weights weights;
  weights.of = {};
  EXPECT_FALSE(AreUsable(weights));
  weights.of[9] = 1000;
  EXPECT_TRUE(AreUsable(weights));
  weights.of[9] = 1001;
  EXPECT_FALSE(AreUsable(weights));
  weights.of[9] = -1;
  weights.of[0] = 5;
  EXPECT_FALSE(AreUsable(weights));
}

RC_GTEST_PROP(FitOf, OrdersPairsOfWhichNoInterestsAreKnownAsWithoutThatPart, ()) {
  Unit unit = AnyUnit(1);
  unit.terms.interests = {};
  Weights without;
  std::int32_t& weight = without.of[static_cast<std::size_t>(FitPart::kInterests)];
  const std::int32_t more = std::exchange(weight, 0) * kWholePart / 2;
  const Supporter supporter = AnySupporter(1001);
  RC_ASSERT(FitOf(unit, supporter, Weights(), kToday).total ==
            FitOf(unit, supporter, without, kToday).total + more);
}

TEST(Show, GivesEachPartItsContributionOutOfAThousand) {
  Weights weights;
  weights.of = {1, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  const ShownFit shown = Show(FitOf(SomeUnit(), SomeSupporter(), weights, kToday), weights);
  EXPECT_EQ(shown.of_thousand, 550);
  EXPECT_THAT(shown.contribution, testing::ElementsAre(300, 0, 0, 0, 0, 0, 0, 0, 0, 250, 0));
  EXPECT_THAT(shown.at_most, testing::ElementsAre(500, 0, 0, 0, 0, 0, 0, 0, 0, 500, 0));
}

Weights AnyWeights() {
  Weights weights;
  for (std::int32_t& weight : weights.of) {
    weight = Number(0, kMostWeight + 1);
  }
  weights.of[static_cast<std::size_t>(Number(0, kFitParts))] = 1;
  return weights;
}

RC_GTEST_PROP(Show, ContributionsAddUpAndNoneIsAboveItsMost, ()) {
  const Weights weights = AnyWeights();
  const Fit fit = FitOf(AnyUnit(1), AnySupporter(1001), weights, kToday);
  const ShownFit shown = Show(fit, weights);
  std::int32_t sum = 0;
  for (std::size_t part = 0; part < kFitParts; ++part) {
    RC_ASSERT(shown.contribution[part] >= 0);
    RC_ASSERT(shown.contribution[part] <= shown.at_most[part]);
    sum += shown.contribution[part];
  }
  RC_ASSERT(sum == shown.of_thousand);
  RC_ASSERT(sum <= 1000);
}

RC_GTEST_PROP(FitOf, HasPartsWithinAThousandAndIsTheirSum, ()) {
  const Weights weights = AnyWeights();
  const Fit fit = FitOf(AnyUnit(1), AnySupporter(1001), weights, kToday);
  std::int64_t sum = 0;
  for (std::size_t part = 0; part < kFitParts; ++part) {
    RC_ASSERT(fit.parts[part] >= 0);
    RC_ASSERT(fit.parts[part] <= kWholePart);
    sum += std::int64_t{fit.parts[part]} * weights.of[part];
  }
  RC_ASSERT(sum == fit.total);
}

RC_GTEST_PROP(DistancePart, NeverGrowsWithDistanceAndIsBounded, ()) {
  const auto transports = SomeSet<TransportSet>(1, 4, 3);
  const std::int32_t near = Number(0, 20'000);
  const std::int32_t far = near + Number(0, 20'000);
  RC_ASSERT(DistancePart(far, transports) <= DistancePart(near, transports));
  RC_ASSERT(DistancePart(far, transports) <= MostDistancePart(near));
}

}  // namespace
}  // namespace buurtbrug::matching::engine
