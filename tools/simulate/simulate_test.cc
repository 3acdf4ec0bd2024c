#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"
#include "tools/simulate/year.h"

namespace buurtbrug::simulate {
namespace {

using matching::engine::Weights;
using platform::testing::IsOk;
using testing::SizeIs;

constexpr Size kSmall = {40, 30};

Wait Matched(int days) { return {days, true}; }
Wait StillWaiting(int days) { return {days, false}; }

// By hand: 4/5 wait after day 7, 4/5 * 2/3 after day 21, 4/5 * 2/3 * 1/2 after day 28.
TEST(Figures, FollowsTheEstimateOfKaplanAndMeier) {
  const Figures figures =
      FiguresOf({Matched(28), StillWaiting(14), Matched(7), Matched(21), StillWaiting(200)});
  EXPECT_EQ(figures.families, 5);
  EXPECT_EQ(figures.median_days, 28);
  EXPECT_EQ(figures.matched_within_half_a_year, 733);
}

TEST(Figures, CountsNobodyTwiceWhoLeavesOnADayOfMatches) {
  const Figures figures = FiguresOf({Matched(7), StillWaiting(7), StillWaiting(7), Matched(400)});
  EXPECT_EQ(figures.matched_within_half_a_year, 250);
  EXPECT_EQ(figures.median_days, 400);
}

TEST(Figures, SaysWhenHalfIsNeverReached) {
  EXPECT_EQ(FiguresOf({Matched(7), StillWaiting(30), StillWaiting(30)}).median_days, kNotReached);
  EXPECT_EQ(FiguresOf({}).median_days, kNotReached);
  EXPECT_EQ(FiguresOf({}).matched_within_half_a_year, 0);
}

TEST(Year, IsTheSameForTheSameSeedAndAnotherForAnother) {
  const auto first = RunYear(7, MakeYear(7, kSmall), Weights());
  const auto again = RunYear(7, MakeYear(7, kSmall), Weights());
  const auto other = RunYear(8, MakeYear(8, kSmall), Weights());
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(again, IsOk());
  ASSERT_THAT(other, IsOk());
  const auto days = [](const Course& course) {
    std::vector<int> all;
    for (const Wait& wait : course.waits) {
      all.push_back(wait.matched ? wait.days : -wait.days);
    }
    return all;
  };
  EXPECT_EQ(days(*first), days(*again));
  EXPECT_NE(days(*first), days(*other));
}

TEST(Year, EveryFamilyIsInItOnceAndSomeAreMatched) {
  const auto course = RunYear(1, MakeYear(1, kSmall), Weights());
  ASSERT_THAT(course, IsOk());
  ASSERT_THAT(course->waits, SizeIs(kSmall.request_families));
  int matched = 0;
  for (const Wait& wait : course->waits) {
    matched += wait.matched ? 1 : 0;
    EXPECT_GE(wait.days, 0);
    EXPECT_LE(wait.days, 7 * kWeeks);
  }
  EXPECT_GT(matched, 0);
  EXPECT_LT(matched, kSmall.request_families);
  EXPECT_LE(course->planned_again, course->still_possible);
}

TEST(Year, WeightsThatCannotBeUsedAreRefused) {
  Weights none;
  none.of.fill(0);
  EXPECT_EQ(RunYear(1, MakeYear(1, kSmall), none).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(Town, SevenInTenAcceptWhateverTheirFit) {
  const Year year = MakeYear(3, {100, 100});
  int accepted = 0;
  for (const RequestFamily& request : year.requests) {
    for (const SupportFamily& support : year.supports) {
      accepted += BothAccept(3, request.unit.family, support.supporter.family) ? 1 : 0;
    }
  }
  EXPECT_NEAR(accepted, 7000, 200);
}

}  // namespace
}  // namespace buurtbrug::simulate
