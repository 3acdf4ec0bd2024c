#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/app/renewal_scene_test.h"

namespace buurtbrug::matching::app {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::SizeIs;

// What comes to the contract that follows besides the matches themselves, and what does not.
class RenewalScopeTest : public RenewalScene {};

TEST_F(RenewalScopeTest, WhoStoodInUntilBeforeTodayStaysBehind) {
  const domain::MatchId over = Definitive();
  const domain::MatchId on_its_last_day = Definitive();
  const domain::FamilyId left = NewSupport();
  const domain::FamilyId stands_in = NewSupport();
  const absl::CivilDay today = Carries().today;
  const auto substitute = [&](const domain::MatchId& match, const domain::FamilyId& family,
                              absl::CivilDay last_day) {
    return lives_.Substitute(CallOf(old_, Effect::kCares), {match, kMay + 62, 0, "Een operatie."},
                             {family, kMay + 70, last_day});
  };
  ASSERT_THAT(substitute(over, left, today - 1), IsOk());
  ASSERT_THAT(substitute(on_its_last_day, stands_in, today), IsOk());
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_THAT(copied_, Not(Contains(left)));
  EXPECT_THAT(copied_, Contains(stands_in));
  const auto here = matches_.Get(CallOf(new_, Effect::kReads), over);
  ASSERT_THAT(here, IsOk());
  EXPECT_FALSE(here->life.substitution.has_value());
  EXPECT_THAT(here->occurrences, SizeIs(1));
  EXPECT_EQ(matches_.Get(CallOf(new_, Effect::kReads), on_its_last_day)->life.substitution->family,
            stands_in);
}

}  // namespace
}  // namespace buurtbrug::matching::app
