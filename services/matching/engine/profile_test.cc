#include "matching/engine/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "matching/engine/scene_test.h"

namespace buurtbrug::matching::engine {
namespace {

using testing::ElementsAre;

TEST(SmallSet, HoldsWhatWasPutIn) {
  KindSet kinds = {SupportKind::kHomework, SupportKind::kFixedAfternoon};
  EXPECT_TRUE(kinds.Has(SupportKind::kHomework));
  EXPECT_FALSE(kinds.Has(SupportKind::kHoliday));
  EXPECT_EQ(kinds.size(), 2);
  EXPECT_EQ(kinds.front(), SupportKind::kFixedAfternoon);
  EXPECT_EQ(kinds.back(), SupportKind::kHomework);
  kinds.Erase(SupportKind::kHomework);
  EXPECT_EQ(kinds, KindSet{SupportKind::kFixedAfternoon});
  EXPECT_EQ((KindSet{SupportKind::kHomework} - kinds), KindSet{SupportKind::kHomework});
}

TEST(SmallSet, RangeHoldsBothEndsAndNothingWhenReversed) {
  std::vector<int> ages;
  ForEach(AgeSet::Range(21, 23), [&](int age) { ages.push_back(age); });
  EXPECT_THAT(ages, ElementsAre(21, 22, 23));
  EXPECT_TRUE(AgeSet::Range(3, 2).empty());
}

TEST(MomentOf, NumbersTheWeekFromMondayMorning) {
  EXPECT_EQ(static_cast<int>(MomentOf(Weekday::kMonday, PartOfDay::kMorning)), 1);
  EXPECT_EQ(static_cast<int>(MomentOf(Weekday::kWednesday, PartOfDay::kAfternoon)), 10);
  EXPECT_EQ(static_cast<int>(MomentOf(Weekday::kSunday, PartOfDay::kNight)), kMoments);
}

TEST(MomentsThatSuit, AreAllWhenNoneIsNamed) {
  EXPECT_EQ(MomentsThatSuit({}).size(), kMoments);
  EXPECT_EQ(MomentsThatSuit({kWednesdayAfternoon}), MomentSet{kWednesdayAfternoon});
}

TEST(DistanceMetres, IsRoundedDown) {
  EXPECT_EQ(DistanceMetres({0, 0}, {3000, 4000}), 5000);
  EXPECT_EQ(DistanceMetres({0, 0}, {1, 1}), 1);
  EXPECT_EQ(DistanceMetres({5, 5}, {5, 5}), 0);
  EXPECT_EQ(DistanceMetres({-1'000'000, -1'000'000}, {1'000'000, 1'000'000}), 2'828'427);
}

RC_GTEST_PROP(DistanceMetres, IsSymmetricAndTheLargestThatFits, ()) {
  const auto coordinate = [] { return Number(-1'000'000, 1'000'001); };
  const Point a = {coordinate(), coordinate()};
  const Point b = {coordinate(), coordinate()};
  const std::int64_t metres = DistanceMetres(a, b);
  RC_ASSERT(metres == DistanceMetres(b, a));
  RC_ASSERT(metres * metres <= SquaredDistance(a, b));
  RC_ASSERT((metres + 1) * (metres + 1) > SquaredDistance(a, b));
}

RC_GTEST_PROP(RootOf, IsExactAroundEverySquare, ()) {
  const std::int64_t root = Number(1, 2'000'000'000) % 67'108'863 + 1;
  RC_ASSERT(RootOf(root * root) == root);
  RC_ASSERT(RootOf(root * root - 1) == root - 1);
  RC_ASSERT(RootOf(root * root + 1) == root);
}

TEST(IsReady, OnBothEndsOfEachSpan) {
  Supporter supporter;
  supporter.ready[0] = {10, 12};
  supporter.ready[1] = {20, kForEver};
  for (const DayNumber day : {10, 12, 20, 5000}) {
    EXPECT_TRUE(IsReady(supporter, day)) << day;
  }
  for (const DayNumber day : {9, 13, 19}) {
    EXPECT_FALSE(IsReady(supporter, day)) << day;
  }
  EXPECT_FALSE(IsReady(Supporter(), kToday));
}

TEST(AboutTheSameAge, ReachesTwoYearsEitherWay) {
  EXPECT_EQ(AboutTheSameAge({8}), AgeSet::Range(6, 10));
  EXPECT_EQ(AboutTheSameAge({0}), AgeSet::Range(0, 2));
  EXPECT_TRUE(AboutTheSameAge({}).empty());
}

TEST(Languages, AWishIsMetByWhatBeginsWithIt) {
  Languages languages;
  const LanguageSet syrian = languages.Spoken({"ar-SY"});
  const LanguageSet arabic = languages.Spoken({"ar", "nl"});
  EXPECT_TRUE(syrian.Includes(languages.Asked("ar")));
  EXPECT_TRUE(syrian.Includes(languages.Asked("ar-SY")));
  EXPECT_FALSE(arabic.Includes(languages.Asked("ar-SY")));
  EXPECT_TRUE(arabic.Intersects(syrian));
  EXPECT_FALSE(languages.Spoken({"nl"}).Intersects(syrian));
  EXPECT_TRUE(languages.Spoken({"zh-Hant-TW"}).Includes(languages.Asked("zh-Hant")));
  EXPECT_FALSE(languages.Spoken({"arc"}).Includes(languages.Asked("ar")));
}

TEST(Languages, TellTagsInTheOrderOfTheAlphabet) {
  Languages languages;
  EXPECT_THAT(languages.TagsOf(languages.Spoken({"tr", "ar-SY", "nl"})),
              ElementsAre("ar", "ar-SY", "nl", "tr"));
}

TEST(Languages, ATagWithoutANumberIsSpokenByNobody) {
  Languages languages;
  for (int i = 0; i < 255; ++i) {
    EXPECT_FALSE(languages.Asked("x" + std::to_string(i)).empty());
  }
  const LanguageSet spoken = languages.Spoken({"nl"});
  const LanguageSet asked = languages.Asked("nl");
  EXPECT_TRUE(spoken.empty());
  EXPECT_FALSE(asked.empty());
  EXPECT_FALSE(spoken.Includes(asked));
  EXPECT_THAT(languages.TagsOf(asked), ElementsAre("?"));
  EXPECT_EQ(languages.TagsOf(languages.Asked("x254")), std::vector<std::string>{"x254"});
}

}  // namespace
}  // namespace buurtbrug::matching::engine
