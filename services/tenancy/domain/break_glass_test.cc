#include "tenancy/domain/break_glass.h"

#include <gtest/gtest.h>

#include <string>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr char kReason[] = "Melding van een storing, nummer 12";

TEST(CheckBreakGlass, LastsAnHourUnlessItIsSaid) {
  EXPECT_EQ(*CheckBreakGlass(kReason, 0), absl::Hours(1));
  EXPECT_EQ(*CheckBreakGlass(kReason, 1), absl::Minutes(1));
}

TEST(CheckBreakGlass, LastsFourHoursAtMost) {
  EXPECT_EQ(*CheckBreakGlass(kReason, 240), absl::Hours(4));
  for (const int minutes : {-1, 241}) {
    EXPECT_THAT(CheckBreakGlass(kReason, minutes), RefusesField("minutes", "OUT_OF_RANGE"));
  }
}

TEST(CheckBreakGlass, AsksForAReasonOfTenToFiveHundredCharacters) {
  for (const size_t length : {10, 500}) {
    EXPECT_THAT(CheckBreakGlass(std::string(length, 'a'), 0), IsOk());
  }
  for (const size_t length : {0, 9, 501}) {
    EXPECT_THAT(CheckBreakGlass(std::string(length, 'a'), 0),
                RefusesField("reason", "INVALID_TEXT"));
  }
}

TEST(BreakGlass, IsOverAtItsEndOrWhenSomebodyEndedIt) {
  BreakGlass glass;
  glass.ends_at = absl::FromUnixSeconds(3600);
  EXPECT_EQ(glass.over_at(), glass.ends_at);
  glass.ended_at = absl::FromUnixSeconds(60);
  EXPECT_EQ(glass.over_at(), glass.ended_at);
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
