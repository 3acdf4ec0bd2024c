#include "platform/tenant/standing.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::platform::tenant {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using rpc::Effect;

const Term kTerm = {CivilDay(2020, 1, 1), CivilDay(2021, 12, 31), CivilDay(2022, 6, 30)};

TEST(StandingOn, ChangesOnTheDayAfterTheLast) {
  EXPECT_EQ(StandingOn(kTerm, CivilDay(2019, 12, 31)), Standing::kNotStarted);
  EXPECT_EQ(StandingOn(kTerm, CivilDay(2020, 1, 1)), Standing::kRunning);
  EXPECT_EQ(StandingOn(kTerm, CivilDay(2021, 12, 31)), Standing::kRunning);
  EXPECT_EQ(StandingOn(kTerm, CivilDay(2022, 1, 1)), Standing::kRunOff);
  EXPECT_EQ(StandingOn(kTerm, CivilDay(2022, 6, 30)), Standing::kRunOff);
  EXPECT_EQ(StandingOn(kTerm, CivilDay(2022, 7, 1)), Standing::kEnded);
}

TEST(StandingOn, AnUnknownLastDayEndsNothing) {
  EXPECT_EQ(StandingOn({CivilDay(2020, 1, 1)}, CivilDay(2199, 1, 1)), Standing::kRunning);
}

TEST(StandingOn, AnUnknownRunOffGoesOn) {
  EXPECT_EQ(StandingOn({CivilDay(2020, 1, 1), CivilDay(2020, 12, 31)}, CivilDay(2030, 1, 1)),
            Standing::kRunOff);
}

TEST(CheckStep, SomethingNewNeedsASubsidyPeriod) {
  const CivilDay day(2020, 5, 1);
  EXPECT_THAT(CheckStep(Effect::kStarts, kTerm, PeriodOnDay::kRunning, day, day), IsOk());
  EXPECT_THAT(CheckStep(Effect::kStarts, kTerm, PeriodOnDay::kNone, day, day),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_RUNNING"));
  EXPECT_THAT(CheckStep(Effect::kCares, kTerm, PeriodOnDay::kNone, day, day), IsOk());
}

TEST(CheckStep, TodayIsNotTheFutureAndTomorrowIs) {
  const CivilDay today(2020, 5, 1);
  EXPECT_THAT(CheckStep(Effect::kCares, kTerm, PeriodOnDay::kRunning, today, today), IsOk());
  EXPECT_THAT(CheckStep(Effect::kCares, kTerm, PeriodOnDay::kRunning, today + 1, today),
              RefusesField("occurred_on", "OCCURRED_IN_FUTURE"));
}

TEST(CheckStep, AnEndedContractIsReadOnlyForPastDaysToo) {
  EXPECT_THAT(CheckStep(Effect::kCares, kTerm, PeriodOnDay::kRunning, CivilDay(2020, 5, 1),
                        CivilDay(2022, 7, 1)),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_ENDED"));
}

TEST(CheckStep, ADayBeforeTheContractIsOutside) {
  EXPECT_THAT(CheckStep(Effect::kCares, kTerm, PeriodOnDay::kNone, CivilDay(2019, 12, 31),
                        CivilDay(2020, 5, 1)),
              Fails(StatusCode::kFailedPrecondition, "OUTSIDE_CONTRACT"));
}

}  // namespace
}  // namespace buurtbrug::platform::tenant
