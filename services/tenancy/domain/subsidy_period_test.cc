#include "tenancy/domain/subsidy_period.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;

constexpr CivilDay kFirst(2020, 1, 1);

SubsidyPeriod Sliedrecht2020() {
  SubsidyPeriod period;
  period.name = "2020";
  period.first_day = kFirst;
  period.last_day = CivilDay(2020, 12, 31);
  period.target = 10;
  period.quarter_targets = {0, 3, 3, 4};
  return period;
}

TEST(CountQuarters, CountsThoseThatThePeriodTouches) {
  EXPECT_EQ(CountQuarters(kFirst, CivilDay(2020, 12, 31)), 4);
  EXPECT_EQ(CountQuarters(kFirst, kFirst), 1);
  EXPECT_EQ(CountQuarters(CivilDay(2020, 3, 31), CivilDay(2020, 4, 1)), 2);
  EXPECT_EQ(CountQuarters(CivilDay(2020, 12, 31), CivilDay(2022, 1, 1)), 6);
}

TEST(CheckPeriod, TakesTargetsThatAddUpAndOnesThatAreNotKnown) {
  SubsidyPeriod period = Sliedrecht2020();
  EXPECT_THAT(CheckPeriod(period), IsOk());
  period.quarter_targets.clear();
  EXPECT_THAT(CheckPeriod(period), IsOk());
  period.target = std::nullopt;
  EXPECT_THAT(CheckPeriod(period), IsOk());
}

TEST(CheckPeriod, RefusesATargetThatIsNotTheSumOfItsQuarters) {
  SubsidyPeriod period = Sliedrecht2020();
  period.target = 9;
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.target", "TARGET_IS_NOT_SUM"));
  period.target = std::nullopt;
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.target", "TARGET_IS_NOT_SUM"));
}

TEST(CheckPeriod, RefusesOtherThanOneNumberForEachQuarter) {
  SubsidyPeriod period = Sliedrecht2020();
  period.quarter_targets = {3, 3, 4};
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.quarter_targets", "QUARTERS_DO_NOT_FIT"));
  period.quarter_targets = {0, 3, 3, 4, 0};
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.quarter_targets", "QUARTERS_DO_NOT_FIT"));
}

TEST(CheckPeriod, RefusesTargetsAndAmountsOutsideTheirRange) {
  SubsidyPeriod period = Sliedrecht2020();
  period.quarter_targets = {-1, 4, 3, 4};
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.quarter_targets", "OUT_OF_RANGE"));
  period.quarter_targets.clear();
  for (const int target : {-1, 10'001}) {
    period.target = target;
    EXPECT_THAT(CheckPeriod(period), RefusesField("period.target", "OUT_OF_RANGE"));
  }
  period.target = 10'000;
  for (const int64_t amount : {int64_t{-1}, kMostAmountCents + 1}) {
    period.amount_cents = amount;
    EXPECT_THAT(CheckPeriod(period), RefusesField("period.amount_cents", "OUT_OF_RANGE"));
  }
  period.amount_cents = kMostAmountCents;
  EXPECT_THAT(CheckPeriod(period), IsOk());
}

TEST(CheckPeriod, RefusesALastDayBeforeTheFirst) {
  SubsidyPeriod period = Sliedrecht2020();
  period.last_day = period.first_day - 1;
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.last_day", "LAST_DAY_TOO_EARLY"));
}

TEST(CheckPeriod, RefusesEachTextOutsideItsLength) {
  SubsidyPeriod period = Sliedrecht2020();
  period.name = "";
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.name", "INVALID_TEXT"));
  period = Sliedrecht2020();
  period.funding_source = std::string(101, 'a');
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.funding_source", "INVALID_TEXT"));
  period = Sliedrecht2020();
  period.as_stated = "een regel\nen nog een";
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.as_stated", "INVALID_TEXT"));
}

TEST(CheckWithin, TakesAPeriodThatFillsTheContract) {
  const SubsidyPeriod period = Sliedrecht2020();
  EXPECT_THAT(CheckWithin(period, period.first_day, period.last_day), IsOk());
  EXPECT_THAT(CheckWithin(period, period.first_day, std::nullopt), IsOk());
}

TEST(CheckWithin, RefusesADayBeforeOrAfterTheContract) {
  const auto refuses = Fails(StatusCode::kFailedPrecondition, "PERIOD_OUTSIDE_CONTRACT");
  const SubsidyPeriod period = Sliedrecht2020();
  EXPECT_THAT(CheckWithin(period, period.first_day + 1, std::nullopt), refuses);
  EXPECT_THAT(CheckWithin(period, period.first_day, period.last_day - 1), refuses);
}

TEST(CheckPeriod, TakesATargetOfWhichOnlyTheNumberIsKnown) {
  SubsidyPeriod period = Sliedrecht2020();
  period.quarter_targets.clear();
  period.target = 20;
  period.target_precision = Precision::kAbout;
  EXPECT_THAT(CheckPeriod(period), IsOk());
  period.target_tolerance = 2;
  period.target_covers = TargetCovers::kContract;
  EXPECT_THAT(CheckPeriod(period), IsOk());
}

TEST(CheckPeriod, RefusesTolerancePrecisionOrCoverOfNoTarget) {
  const auto refuses = RefusesField("period.target", "TARGET_MISSING");
  SubsidyPeriod bare = Sliedrecht2020();
  bare.quarter_targets.clear();
  bare.target = std::nullopt;
  SubsidyPeriod period = bare;
  period.target_tolerance = 0;
  EXPECT_THAT(CheckPeriod(period), refuses);
  period = bare;
  period.target_precision = Precision::kExact;
  EXPECT_THAT(CheckPeriod(period), refuses);
  period = bare;
  period.target_covers = TargetCovers::kPeriod;
  EXPECT_THAT(CheckPeriod(period), refuses);
}

TEST(CheckPeriod, RefusesAToleranceOutsideItsRange) {
  SubsidyPeriod period = Sliedrecht2020();
  for (const int tolerance : {-1, 10'001}) {
    period.target_tolerance = tolerance;
    EXPECT_THAT(CheckPeriod(period), RefusesField("period.target_tolerance", "OUT_OF_RANGE"));
  }
}

TEST(CheckPeriod, TakesEachCountingRuleThatSaysWhatItCounts) {
  SubsidyPeriod period = Sliedrecht2020();
  for (const CountingRule& rule :
       {CountingRule{CountedAt::kTrial, EndedInTrial::kStaysCounted},
        CountingRule{CountedAt::kTrial, EndedInTrial::kNotCounted},
        CountingRule{CountedAt::kDefinitive, EndedInTrial::kNone},
        CountingRule{CountedAt::kDefinitive, EndedInTrial::kNotCounted}}) {
    period.counting_rule = rule;
    EXPECT_THAT(CheckPeriod(period), IsOk());
  }
}

TEST(CheckPeriod, RefusesACountingRuleThatSaysHalfOrContradictsItself) {
  SubsidyPeriod period = Sliedrecht2020();
  period.counting_rule = {CountedAt::kNone, EndedInTrial::kStaysCounted};
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.counting_rule.counted_at", "INCOMPLETE"));
  period.counting_rule = {CountedAt::kTrial, EndedInTrial::kNone};
  EXPECT_THAT(CheckPeriod(period),
              RefusesField("period.counting_rule.ended_in_trial", "INCOMPLETE"));
  period.counting_rule = {CountedAt::kDefinitive, EndedInTrial::kStaysCounted};
  EXPECT_THAT(CheckPeriod(period),
              RefusesField("period.counting_rule.ended_in_trial", "DOES_NOT_FIT"));
}

TEST(CheckPeriod, TakesCoordinatorHoursPerWhatIsNotKnown) {
  SubsidyPeriod period = Sliedrecht2020();
  period.coordinator_hours = {480, Precision::kAbout, HoursPer::kNone};
  EXPECT_THAT(CheckPeriod(period), IsOk());
  for (const int minutes : {0, 6'000'001}) {
    period.coordinator_hours->minutes = minutes;
    EXPECT_THAT(CheckPeriod(period),
                RefusesField("period.coordinator_hours.minutes", "OUT_OF_RANGE"));
  }
}

TEST(CheckPeriod, TakesDecisionDatesWithoutADayButNotWithoutAKind) {
  SubsidyPeriod period = Sliedrecht2020();
  period.decision_dates = {{DecisionKind::kContinuation, std::nullopt, "na die twee jaar"},
                           {DecisionKind::kMidTermEvaluation, CivilDay(2020, 7, 1), std::nullopt}};
  EXPECT_THAT(CheckPeriod(period), IsOk());
  period.decision_dates[0].as_stated = std::string(501, 'a');
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.decision_dates.as_stated", "INVALID_TEXT"));
  period.decision_dates[0] = {DecisionKind::kNone, std::nullopt, "ooit"};
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.decision_dates.kind", "INCOMPLETE"));
  period.decision_dates.assign(21, {DecisionKind::kContinuation, std::nullopt, std::nullopt});
  EXPECT_THAT(CheckPeriod(period), RefusesField("period.decision_dates", "OUT_OF_RANGE"));
}

TEST(CheckSeal, AsksThatTheLastDayIsPast) {
  const SubsidyPeriod period = Sliedrecht2020();
  const auto too_early = Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_OVER");
  EXPECT_THAT(CheckSeal(period, period.first_day), too_early);
  EXPECT_THAT(CheckSeal(period, period.last_day), too_early);
  EXPECT_THAT(CheckSeal(period, period.last_day + 1), IsOk());
}

TEST(CheckSeal, SealsOnce) {
  SubsidyPeriod period = Sliedrecht2020();
  period.sealed_at = absl::UnixEpoch();
  EXPECT_THAT(CheckSeal(period, period.last_day + 1),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  EXPECT_THAT(CheckOpen(period), Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
}

TEST(CutShort, TargetsOfQuartersThatAreGoneFallAway) {
  const SubsidyPeriod cut = CutShort(Sliedrecht2020(), CivilDay(2020, 7, 1));
  EXPECT_EQ(cut.last_day, CivilDay(2020, 7, 1));
  EXPECT_THAT(cut.quarter_targets, ElementsAre(0, 3, 3));
  EXPECT_EQ(cut.target, 6);
  EXPECT_THAT(CheckPeriod(cut), IsOk());
}

TEST(CutShort, ATargetThatWasNotSetByQuarterStays) {
  SubsidyPeriod period = Sliedrecht2020();
  period.quarter_targets.clear();
  EXPECT_EQ(CutShort(period, CivilDay(2020, 1, 1)).target, 10);
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
