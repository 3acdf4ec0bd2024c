#include "tenancy/domain/contract.h"

#include <gtest/gtest.h>

#include <string>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using absl::CivilDay;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr CivilDay kFirst(2020, 1, 1);
constexpr CivilDay kLast(2021, 12, 31);

Contract Haarlem() {
  Contract contract;
  contract.programme = "Buurtgezinnen";
  contract.protocol_version = 1;
  contract.provider = "Stichting Buurtgezinnen";
  contract.first_day = kFirst;
  contract.last_day = kLast;
  return contract;
}

SubsidyPeriod Sliedrecht2020() {
  SubsidyPeriod period;
  period.name = "2020";
  period.first_day = kFirst;
  period.last_day = CivilDay(2020, 12, 31);
  period.target = 10;
  period.quarter_targets = {0, 3, 3, 4};
  return period;
}

TEST(CheckContract, TakesOneWithoutKnownEndAndOneOfASingleDay) {
  Contract contract = Haarlem();
  contract.last_day = std::nullopt;
  EXPECT_THAT(CheckContract(contract), IsOk());
  contract.last_day = kFirst;
  contract.run_off_day = kFirst;
  EXPECT_THAT(CheckContract(contract), IsOk());
}

TEST(CheckContract, RefusesALastDayBeforeTheFirst) {
  Contract contract = Haarlem();
  contract.last_day = kFirst - 1;
  EXPECT_THAT(CheckContract(contract), RefusesField("contract.last_day", "LAST_DAY_TOO_EARLY"));
}

TEST(CheckContract, RefusesARunOffBeforeTheLastDayOrWithoutOne) {
  Contract contract = Haarlem();
  contract.run_off_day = kLast - 1;
  EXPECT_THAT(CheckContract(contract), RefusesField("contract.run_off_day", "RUN_OFF_TOO_EARLY"));
  contract.last_day = std::nullopt;
  EXPECT_THAT(CheckContract(contract),
              RefusesField("contract.run_off_day", "RUN_OFF_WITHOUT_LAST_DAY"));
}

TEST(CheckContract, RefusesEachTextOutsideItsLength) {
  const auto refuses = [](const char* field) { return RefusesField(field, "INVALID_TEXT"); };
  Contract contract = Haarlem();
  contract.programme = "";
  EXPECT_THAT(CheckContract(contract), refuses("contract.programme"));
  contract = Haarlem();
  contract.provider = std::string(101, 'a');
  EXPECT_THAT(CheckContract(contract), refuses("contract.provider"));
  contract = Haarlem();
  contract.reference = std::string(41, '1');
  EXPECT_THAT(CheckContract(contract), refuses("contract.reference"));
  contract.reference = "";
  EXPECT_THAT(CheckContract(contract), refuses("contract.reference"));
  contract.reference = std::string(40, '1');
  EXPECT_THAT(CheckContract(contract), IsOk());
  contract.as_stated = std::string(2001, 'a');
  EXPECT_THAT(CheckContract(contract), refuses("contract.as_stated"));
}

TEST(CheckContract, RefusesAProtocolVersionBelowOne) {
  Contract contract = Haarlem();
  contract.protocol_version = 0;
  EXPECT_THAT(CheckContract(contract), RefusesField("contract.protocol_version", "OUT_OF_RANGE"));
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
  const auto refuses = Fails(absl::StatusCode::kFailedPrecondition, "PERIOD_OUTSIDE_CONTRACT");
  const SubsidyPeriod period = Sliedrecht2020();
  EXPECT_THAT(CheckWithin(period, period.first_day + 1, std::nullopt), refuses);
  EXPECT_THAT(CheckWithin(period, period.first_day, period.last_day - 1), refuses);
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
