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

}  // namespace
}  // namespace buurtbrug::registration::domain
