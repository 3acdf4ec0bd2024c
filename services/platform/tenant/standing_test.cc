#include "platform/tenant/standing.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::platform::tenant {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using access::Effect;
using access::Mark;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

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

// A step that is not marked.
absl::Status Check(Effect effect, PeriodOnDay period, CivilDay occurred_on, CivilDay today) {
  return CheckStep(effect, Mark::kNone, kTerm, period, occurred_on, today);
}

TEST(CheckStep, SomethingNewNeedsASubsidyPeriod) {
  const CivilDay day(2020, 5, 1);
  EXPECT_THAT(Check(Effect::kStarts, PeriodOnDay::kRunning, day, day), IsOk());
  EXPECT_THAT(Check(Effect::kStarts, PeriodOnDay::kNone, day, day),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_RUNNING"));
  EXPECT_THAT(Check(Effect::kCares, PeriodOnDay::kNone, day, day), IsOk());
}

TEST(CheckStep, NothingStartsInTheRunOffWhateverAPeriodSays) {
  const CivilDay day(2022, 3, 1);
  EXPECT_THAT(Check(Effect::kStarts, PeriodOnDay::kRunning, day, day),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_RUNNING"));
  EXPECT_THAT(Check(Effect::kCares, PeriodOnDay::kRunning, day, day), IsOk());
}

TEST(CheckStep, TodayIsNotTheFutureAndTomorrowIs) {
  const CivilDay today(2020, 5, 1);
  EXPECT_THAT(Check(Effect::kCares, PeriodOnDay::kRunning, today, today), IsOk());
  EXPECT_THAT(Check(Effect::kCares, PeriodOnDay::kRunning, today + 1, today),
              RefusesField("occurred_on", "OCCURRED_IN_FUTURE"));
}

TEST(CheckStep, AnEndedContractIsReadOnlyForPastDaysToo) {
  EXPECT_THAT(
      Check(Effect::kCares, PeriodOnDay::kRunning, CivilDay(2020, 5, 1), CivilDay(2022, 7, 1)),
      Fails(StatusCode::kFailedPrecondition, "CONTRACT_ENDED"));
}

TEST(CheckStep, InTheRunOffWhatRunsGoesOnAndNothingStarts) {
  const CivilDay day(2022, 6, 30);
  EXPECT_THAT(Check(Effect::kCares, PeriodOnDay::kNone, day, day), IsOk());
  EXPECT_THAT(Check(Effect::kStarts, PeriodOnDay::kNone, day, day),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_RUNNING"));
}

TEST(CheckStep, ADayBeforeTheContractIsOutside) {
  EXPECT_THAT(
      Check(Effect::kCares, PeriodOnDay::kNone, CivilDay(2019, 12, 31), CivilDay(2020, 5, 1)),
      Fails(StatusCode::kFailedPrecondition, "OUTSIDE_CONTRACT"));
}

TEST(CheckStep, ASealedPeriodTakesMarkedCorrectionsOnly) {
  const CivilDay day(2020, 5, 1), today(2021, 2, 1);
  for (const Effect effect : {Effect::kStarts, Effect::kCares}) {
    EXPECT_THAT(CheckStep(effect, Mark::kNone, kTerm, PeriodOnDay::kSealed, day, today),
                Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
    EXPECT_THAT(CheckStep(effect, Mark::kCorrection, kTerm, PeriodOnDay::kSealed, day, today),
                IsOk());
  }
}

TEST(CheckStep, WithoutASealThereIsNothingToCorrect) {
  const CivilDay day(2020, 5, 1);
  for (const PeriodOnDay period : {PeriodOnDay::kRunning, PeriodOnDay::kNone}) {
    EXPECT_THAT(CheckStep(Effect::kCares, Mark::kCorrection, kTerm, period, day, day),
                Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_SEALED"));
  }
}

TEST(CheckStep, ACorrectionOutlivesNoContract) {
  EXPECT_THAT(CheckStep(Effect::kCares, Mark::kCorrection, kTerm, PeriodOnDay::kSealed,
                        CivilDay(2020, 5, 1), CivilDay(2022, 7, 1)),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_ENDED"));
}

}  // namespace
}  // namespace buurtbrug::platform::tenant
