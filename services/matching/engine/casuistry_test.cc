#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "matching/engine/scene_test.h"
#include "matching/engine/search.h"
#include "matching/engine/words.h"

// The four cases that the sources tell of: each family finds the one that it was matched with.
namespace buurtbrug::matching::engine {
namespace {

std::vector<std::uint32_t> Found(const std::vector<Supporter>& supporters, const Unit& unit) {
  std::vector<std::uint32_t> positions;
  for (const engine::Found& found :
       BestSupporters(Index<Supporter>(supporters), unit, SomeConditions(), Weights(), 10)) {
    positions.push_back(found.position);
  }
  return positions;
}

Supporter With(std::uint32_t id, std::int32_t east_m) {
  Supporter supporter = SomeSupporter();
  supporter.family = IdOf(id);
  supporter.terms.point = {SomeUnit().terms.point.x_m + east_m, SomeUnit().terms.point.y_m};
  return supporter;
}

TEST(Casuistry, AGirlIsMatchedWithACoupleWithoutChildren) {
  Unit girl = SomeUnit();
  girl.ages = girl.nearby = {14};
  girl.terms.kinds = {SupportKind::kFixedAfternoon, SupportKind::kActivity};
  girl.terms.wishes.limits.qualities = {Quality::kExperiencedParents};
  Supporter couple = With(11, 1200);
  couple.ages = AgeSet::Range(10, 18);
  couple.terms.kinds = {SupportKind::kFixedAfternoon, SupportKind::kActivity};
  couple.children = {};
  couple.terms.traits.experienced_parents = false;
  Supporter parents_of_toddlers = With(12, 900);
  parents_of_toddlers.ages = AgeSet::Range(0, 4);
  parents_of_toddlers.terms.traits.experienced_parents = true;
  EXPECT_THAT(Found({parents_of_toddlers, couple}, girl), testing::ElementsAre(1));
  EXPECT_EQ(Say(FitPart::kKinds, girl, couple, kToday, Languages()),
            "biedt een vaste middag en meegaan naar een activiteit");
}

TEST(Casuistry, OfTwoThatFitAlikeACreativeGirlIsMatchedWithTheCreativeCouple) {
  Unit girl = SomeUnit();
  girl.terms.interests = {Interest::kCrafts};
  const Supporter says_nothing = With(11, 1200);
  Supporter likes_football = With(12, 1200);
  likes_football.terms.interests = {Interest::kFootball};
  Supporter creative = With(13, 1200);
  creative.terms.interests = {Interest::kCrafts, Interest::kMusic};
  EXPECT_THAT(Found({says_nothing, likes_football, creative}, girl), testing::ElementsAre(2, 0, 1));
  EXPECT_EQ(Say(FitPart::kInterests, girl, creative, kToday, Languages()),
            "houdt ook van knutselen");
}

TEST(Casuistry, TheYoungestFindsAFamilyRoundTheCornerAndTheEldestASecondOne) {
  Unit youngest = SomeUnit();
  youngest.children = {2};
  youngest.ages = youngest.nearby = {1};
  youngest.terms.kinds = {SupportKind::kPartOfDay};
  youngest.terms.frequency = Frequency::kTwoWeekly;
  Unit eldest = youngest;
  eldest.children = {1};
  eldest.ages = eldest.nearby = {4};
  Supporter round_the_corner = With(11, 150);
  round_the_corner.ages = AgeSet::Range(0, 3);
  round_the_corner.terms.kinds = {SupportKind::kPartOfDay};
  Supporter further = With(12, 2500);
  further.ages = AgeSet::Range(0, 12);
  further.terms.kinds = {SupportKind::kPartOfDay};
  const std::vector<Supporter> supporters = {further, round_the_corner};
  EXPECT_THAT(Found(supporters, youngest), testing::ElementsAre(1, 0));
  EXPECT_THAT(Found(supporters, eldest), testing::ElementsAre(0));
  // Weekly where two-weekly is asked is room to grow into.
  const Fit fit = FitOf(youngest, round_the_corner, Weights(), kToday);
  EXPECT_EQ(fit.parts[static_cast<std::size_t>(FitPart::kFrequency)], kWholePart);
}

TEST(Casuistry, TwoChildrenStayTogetherAfterSchoolAndTakeOnePlace) {
  Unit both = SomeUnit();
  both.children = {1, 2};
  both.ages = both.nearby = {6, 9};
  both.terms.kinds = {SupportKind::kAfterSchool, SupportKind::kExtraCalls};
  Supporter for_both = With(11, 800);
  for_both.terms.kinds = {SupportKind::kAfterSchool, SupportKind::kExtraCalls};
  for_both.capacity = for_both.free_places = 1;
  Supporter for_one = for_both;
  for_one.family = IdOf(12);
  for_one.ages = AgeSet::Range(4, 8);
  EXPECT_THAT(Found({for_one, for_both}, both), testing::ElementsAre(1));
}

TEST(Casuistry, ABoyFindsAFatherFigureAndIsToldWhoMissesOnlyThat) {
  Unit boy = SomeUnit();
  boy.terms.wishes.limits.qualities = {Quality::kFatherFigure};
  Supporter with_father = With(11, 4000);
  with_father.terms.traits.father_figure = true;
  const Supporter without = With(12, 200);
  const std::vector<Supporter> supporters = {without, with_father};
  EXPECT_THAT(Found(supporters, boy), testing::ElementsAre(1));
  const std::vector<Miss> misses =
      NearestMisses(Index<Supporter>(supporters), boy, SomeConditions(), Weights(), 5);
  ASSERT_EQ(misses.size(), 1U);
  EXPECT_EQ(misses[0].position, 0U);
  EXPECT_EQ(misses[0].rule, Rule::kFatherFigure);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
