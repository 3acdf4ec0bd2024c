#include "registration/domain/offer.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr absl::CivilDay kAsked(2020, 3, 2);

TEST(IsWilling, HoldsFromTheDayOfAskingThroughTheFourteenthDayAfterIt) {
  const struct {
    int days_later;
    bool willing;
  } cases[] = {{-1, false}, {0, true},   {1, true},   {13, true},
               {14, true},  {15, false}, {400, false}};
  for (const auto& [days_later, willing] : cases) {
    EXPECT_EQ(IsWilling(kAsked, kAsked + days_later), willing) << days_later;
  }
  EXPECT_EQ(WillingUntil(kAsked), absl::CivilDay(2020, 3, 16));
}

TEST(IsWilling, WhoWasNeverAskedIsNot) { EXPECT_FALSE(IsWilling(std::nullopt, kAsked)); }

TEST(CheckPause, LastsFromOneDayToOneYear) {
  const absl::CivilDay first(2020, 2, 29);
  EXPECT_THAT(CheckPause(first, first - 1), RefusesField("until", "PAUSE_TOO_SHORT"));
  EXPECT_THAT(CheckPause(first, first), IsOk());
  EXPECT_THAT(CheckPause(first, absl::CivilDay(2021, 2, 28)), IsOk());
  EXPECT_THAT(CheckPause(first, absl::CivilDay(2021, 3, 1)),
              RefusesField("until", "PAUSE_TOO_LONG"));
}

TEST(StateOn, APauseEndsByItselfOnTheDayAfterItsLast) {
  const absl::CivilDay until(2020, 5, 31);
  EXPECT_EQ(StateOn(FamilyState::kPaused, until, until), FamilyState::kPaused);
  EXPECT_EQ(StateOn(FamilyState::kPaused, until, until + 1), FamilyState::kAvailable);
  EXPECT_EQ(StateOn(FamilyState::kPaused, std::nullopt, until), FamilyState::kPaused);
  EXPECT_EQ(StateOn(FamilyState::kClosed, until, until + 1), FamilyState::kClosed);
}

TEST(PausesOn, FromTheDayOfTheLastPauseThroughItsEnd) {
  const absl::CivilDay first(2020, 5, 1);
  const absl::CivilDay until(2020, 5, 31);
  const std::vector<FamilyStep> steps = {{StepKind::kScreeningDone, first - 60},
                                         {StepKind::kPaused, first - 30},
                                         {StepKind::kResumed, first - 20},
                                         {StepKind::kPaused, first}};
  const struct {
    FamilyState state;
    absl::CivilDay day;
    bool pauses;
  } cases[] = {{FamilyState::kPaused, first - 1, false}, {FamilyState::kPaused, first, true},
               {FamilyState::kPaused, until, true},      {FamilyState::kPaused, until + 1, false},
               {FamilyState::kAvailable, first, false},  {FamilyState::kAvailable, until, false},
               {FamilyState::kPaused, first - 25, false}};
  for (const auto& [state, day, pauses] : cases) {
    EXPECT_EQ(PausesOn(state, steps, until, day), pauses) << static_cast<int>(state) << " " << day;
  }
  EXPECT_TRUE(PausesOn(FamilyState::kPaused, steps, std::nullopt, until + 400));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
