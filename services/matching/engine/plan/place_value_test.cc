#include "matching/engine/plan/place_value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/engine/plan/marginal.h"
#include "matching/engine/plan/random_snapshot_test.h"

namespace buurtbrug::matching::engine {
namespace {

Snapshot Frozen(const RandomShape& shape, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return Freeze(RandomSnapshot(shape, random)).value();
}

Worth RiseWhenMadeAnew(const Snapshot& snapshot, const Plan& plan, const Supporter& profile) {
  return MakePlan(WithSupporter(snapshot, profile)).value().worth - plan.worth;
}

TEST(ValuePlaces, SaysExactlyByHowMuchThePlanMadeAnewRises) {
  int with_family = 0;
  int only_fit = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const Snapshot snapshot = Frozen({.units = 8, .supporters = 4, .siblings_in_ten = 0}, seed);
    const Plan plan = MakePlan(snapshot).value();
    const PlaceValues values = ValuePlaces(snapshot, plan, {.most = 100}).value();
    for (const NewSupporter& advice : values.advice) {
      ASSERT_TRUE(advice.exact);
      ASSERT_EQ(advice.rise, RiseWhenMadeAnew(snapshot, plan, advice.profile)) << seed;
      ASSERT_EQ(advice.rise.helped_in_all(), advice.helps == kNobody ? 0 : 1) << seed;
      (advice.helps == kNobody ? only_fit : with_family) += 1;
    }
  }
  EXPECT_GT(with_family, 500);
  EXPECT_GT(only_fit, 100);
}

TEST(ValuePlaces, TellsNothingOfWhatAFamilyOfAnotherContractIsLike) {
  int elsewhere = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    Snapshot snapshot = RandomSnapshot({.units = 8, .supporters = 4, .siblings_in_ten = 0}, random);
    for (Unit& unit : snapshot.units) {
      unit.terms.contract = 0;
    }
    snapshot = Freeze(std::move(snapshot)).value();
    const std::uint16_t own = snapshot.units.front().terms.contract;
    const Plan plan = MakePlan(snapshot).value();
    const PlaceValues values = ValuePlaces(snapshot, plan, {.most = 100}).value();
    for (const NewSupporter& advice : values.advice) {
      ASSERT_EQ(advice.profile.terms.contract, own) << seed;
    }
    for (const PlanLine& line : plan.lines) {
      const std::int32_t chosen = line.chosen.supporter;
      elsewhere +=
          chosen != kNobody &&
                  snapshot.supporters[static_cast<std::size_t>(chosen)].terms.contract != own
              ? 1
              : 0;
    }
  }
  EXPECT_GT(elsewhere, 20);
}

TEST(ValuePlaces, SaysSoWithSiblingsToo) {
  int valued = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const Snapshot snapshot = Frozen({.units = 7, .supporters = 4, .siblings_in_ten = 4}, seed);
    const Plan plan = MakePlan(snapshot).value();
    const PlaceValues values = ValuePlaces(snapshot, plan, {.most = 100, .most_plans = 50}).value();
    for (const NewSupporter& advice : values.advice) {
      ASSERT_TRUE(advice.exact);
      ASSERT_EQ(advice.rise, RiseWhenMadeAnew(snapshot, plan, advice.profile)) << seed;
      ++valued;
    }
  }
  EXPECT_GT(valued, 200);
}

TEST(ValuePlaces, SaysExactlyByHowMuchThePlanFallsWithoutAScarcePlace) {
  int scarce_places = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const Snapshot snapshot =
        Frozen({.units = 6, .supporters = 5, .siblings_in_ten = seed % 3 == 0 ? 4 : 0}, seed);
    const Plan plan = MakePlan(snapshot).value();
    const PlaceValues values = ValuePlaces(snapshot, plan, {.most = 100}).value();
    std::vector<Worth> fall(snapshot.supporters.size());
    for (const ScarcePlace& scarce : values.scarce) {
      fall[At(scarce.supporter)] = scarce.fall;
      ++scarce_places;
    }
    for (std::size_t s = 0; s < fall.size(); ++s) {
      if (snapshot.supporters[s].free_places > 0) {
        Snapshot without = snapshot;
        --without.supporters[s].free_places;
        ASSERT_EQ(plan.worth - MakePlan(without).value().worth, fall[s]) << seed << " " << s;
      }
    }
  }
  EXPECT_GT(scarce_places, 500);
}

TEST(ValuePlaces, PutsTheHighestRiseFirstAndSaysWhatItLeftOut) {
  const Snapshot snapshot = Frozen({.units = 12, .supporters = 3, .siblings_in_ten = 3}, 11);
  const Plan plan = MakePlan(snapshot).value();
  const PlaceValues all = ValuePlaces(snapshot, plan, {.most = 100, .most_plans = 1000}).value();
  ASSERT_GT(all.advice.size(), 2U);
  for (std::size_t i = 1; i < all.advice.size(); ++i) {
    EXPECT_GE(all.advice[i - 1].rise, all.advice[i].rise);
  }
  EXPECT_EQ(all.not_valued, 0);
  const PlaceValues few = ValuePlaces(snapshot, plan, {.most = 2, .most_plans = 0}).value();
  EXPECT_LE(few.advice.size(), 2U);
  EXPECT_GT(few.not_valued, 0);
}

TEST(ValuePlaces, AsksForWhatAnUnhelpedFamilyNeedsWhereItLives) {
  Unit unit = SomeUnit();
  unit.terms.wishes.limits.qualities = {Quality::kFatherFigure, Quality::kNoSmoking};
  unit.terms.kinds = {SupportKind::kRoleModel};
  Snapshot snapshot;
  snapshot.day = kToday;
  snapshot.contracts = {ContractOf(1)};
  snapshot.agreements = {{0, 0}};
  snapshot.units = {unit};
  snapshot = Freeze(snapshot).value();
  const PlaceValues values = ValuePlaces(snapshot, MakePlan(snapshot).value()).value();
  ASSERT_EQ(values.advice.size(), 1U);
  const NewSupporter& advice = values.advice.front();
  EXPECT_EQ(advice.for_unit, 0);
  EXPECT_EQ(advice.helps, 0);
  EXPECT_EQ(advice.unhelped_in_reach, 1);
  EXPECT_EQ(advice.profile.terms.point, unit.terms.point);
  EXPECT_EQ(advice.profile.terms.kinds, unit.terms.kinds);
  EXPECT_TRUE(advice.profile.terms.traits.father_figure);
  EXPECT_EQ(advice.rise.helped_in_all(), 1);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
