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

SubsidyPeriod Year(int year) {
  SubsidyPeriod period;
  period.name = std::to_string(year);
  period.first_day = CivilDay(year, 1, 1);
  period.last_day = CivilDay(year, 12, 31);
  return period;
}

ContractEnd EndOn(CivilDay last_day) { return {last_day, last_day, "De gemeente stopt ermee"}; }

TEST(CheckContract, RefusesEachReferenceAndTheFundingSourceOutsideTheirLength) {
  for (const auto field : {&Contract::municipality_reference, &Contract::provider_reference}) {
    Contract contract = Haarlem();
    contract.*field = std::string(40, '1');
    EXPECT_THAT(CheckContract(contract), IsOk());
    contract.*field = std::string(41, '1');
    EXPECT_FALSE(CheckContract(contract).ok());
  }
  Contract contract = Haarlem();
  contract.municipality_reference = "";
  EXPECT_THAT(CheckContract(contract),
              RefusesField("contract.municipality_reference", "INVALID_TEXT"));
  contract = Haarlem();
  contract.provider_reference = " 1";
  EXPECT_THAT(CheckContract(contract), RefusesField("contract.provider_reference", "INVALID_TEXT"));
  contract = Haarlem();
  contract.funding_source = std::string(101, 'a');
  EXPECT_THAT(CheckContract(contract), RefusesField("contract.funding_source", "INVALID_TEXT"));
}

TEST(CheckEnd, TakesTheFirstDayTheLastDayOfAPeriodAndADayInsideOne) {
  Contract contract = Haarlem();
  EXPECT_THAT(CheckEnd(contract, EndOn(kFirst)), IsOk());
  contract.periods = {Year(2020)};
  EXPECT_THAT(CheckEnd(contract, EndOn(CivilDay(2020, 12, 31))), IsOk());
  EXPECT_THAT(CheckEnd(contract, EndOn(CivilDay(2020, 7, 15))), IsOk());
  EXPECT_THAT(CheckEnd(contract, EndOn(CivilDay(2030, 12, 31))), IsOk());
}

TEST(CheckEnd, RefusesALastDayBeforeTheFirstAndARunOffBeforeTheLast) {
  EXPECT_THAT(CheckEnd(Haarlem(), EndOn(kFirst - 1)),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  ContractEnd end = EndOn(kLast);
  end.run_off_day = kLast - 1;
  EXPECT_THAT(CheckEnd(Haarlem(), end), RefusesField("run_off_day", "RUN_OFF_TOO_EARLY"));
}

TEST(CheckEnd, AsksForAReasonOfOneToFiveHundredCharacters) {
  ContractEnd end = EndOn(kLast);
  for (const size_t length : {1, 500}) {
    end.reason = std::string(length, 'a');
    EXPECT_THAT(CheckEnd(Haarlem(), end), IsOk());
  }
  for (const size_t length : {0, 501}) {
    end.reason = std::string(length, 'a');
    EXPECT_THAT(CheckEnd(Haarlem(), end), RefusesField("reason", "INVALID_TEXT"));
  }
}

TEST(CheckEnd, RefusesWhileAPeriodBeginsLaterAndToCutASealedOne) {
  Contract contract = Haarlem();
  contract.periods = {Year(2020), Year(2021)};
  EXPECT_THAT(CheckEnd(contract, EndOn(CivilDay(2020, 12, 31))),
              Fails(absl::StatusCode::kFailedPrecondition, "PERIOD_OUTSIDE_CONTRACT"));
  EXPECT_THAT(CheckEnd(contract, EndOn(CivilDay(2021, 1, 1))), IsOk());
  contract.periods[1].sealed_at = absl::UnixEpoch();
  EXPECT_THAT(CheckEnd(contract, EndOn(CivilDay(2021, 1, 1))),
              Fails(absl::StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  // It ends as it did.
  EXPECT_THAT(CheckEnd(contract, EndOn(kLast)), IsOk());
}

TEST(Contract, ItsNewestProtocolIsTheOneThatItBeganWithUntilItAdoptsAnother) {
  Contract contract = Haarlem();
  EXPECT_EQ(contract.newest_protocol().version, 1);
  EXPECT_EQ(contract.newest_protocol().first_day, kFirst);
  contract.adopted = {{2, CivilDay(2020, 6, 1)}, {3, CivilDay(2021, 6, 1)}};
  EXPECT_EQ(contract.newest_protocol().version, 3);
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
