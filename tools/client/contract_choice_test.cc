#include "tools/client/contract_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::client {
namespace {

using platform::testing::Fails;
using ::testing::HasSubstr;

tenancy::v1::ListContractsResponse TwoContracts() {
  tenancy::v1::ListContractsResponse answer;
  auto* old_one = answer.add_contracts();
  old_one->set_contract_id("old");
  old_one->set_first_day("2020-01-01");
  old_one->set_last_day("2021-12-31");
  old_one->add_periods()->set_name("2020");
  auto* new_one = answer.add_contracts();
  new_one->set_contract_id("new");
  new_one->set_first_day("2022-01-01");
  new_one->add_periods()->set_name("2022");
  return answer;
}

TEST(ChooseContract, TakesTheOnlyOne) {
  auto contracts = TwoContracts();
  contracts.mutable_contracts()->RemoveLast();
  EXPECT_EQ(*ChooseContract("0610", contracts, {}), "old");
  // Whether that day is covered is for the service to say.
  EXPECT_EQ(*ChooseContract("0610", contracts, {.day = "2024-05-01"}), "old");
}

TEST(ChooseContract, TakesTheOneOnTheDayOrWithThePeriod) {
  EXPECT_EQ(*ChooseContract("0610", TwoContracts(), {.day = "2021-12-31"}), "old");
  EXPECT_EQ(*ChooseContract("0610", TwoContracts(), {.day = "2024-05-01"}), "new");
  EXPECT_EQ(*ChooseContract("0610", TwoContracts(), {.period = "2022"}), "new");
}

TEST(ChooseContract, ListsThemWhenSeveralAreLeft) {
  const auto chosen = ChooseContract("0610", TwoContracts(), {});
  EXPECT_THAT(chosen, Fails(absl::StatusCode::kInvalidArgument, "WRONG_USE"));
  EXPECT_THAT(std::string(chosen.status().message()),
              HasSubstr("name one with --contract:\n  old"));
}

TEST(ChooseContract, FailsWithoutOne) {
  EXPECT_THAT(ChooseContract("0397", {}, {}),
              Fails(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_THAT(ChooseContract("0610", TwoContracts(), {.period = "1999"}),
              Fails(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

}  // namespace
}  // namespace buurtbrug::client
