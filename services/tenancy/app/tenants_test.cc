#include "tenancy/app/tenants.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::tenancy::app {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::core::TenantScope;
using platform::tenant::Standing;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

domain::Contract ContractFrom(CivilDay first_day, std::optional<CivilDay> last_day) {
  domain::Contract contract;
  contract.programme = "Buurtgezinnen";
  contract.protocol_version = 1;
  contract.provider = "Stichting Buurtgezinnen";
  contract.first_day = first_day;
  contract.last_day = last_day;
  return contract;
}

domain::Contract Year(int year) {
  return ContractFrom(CivilDay(year, 1, 1), CivilDay(year, 12, 31));
}

domain::SubsidyPeriod Period(const std::string& name, CivilDay first_day, CivilDay last_day) {
  domain::SubsidyPeriod period;
  period.name = name;
  period.first_day = first_day;
  period.last_day = last_day;
  return period;
}

domain::SubsidyPeriod Period2020() {
  return Period("2020", CivilDay(2020, 1, 1), CivilDay(2020, 12, 31));
}

class TenantsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(tenants_.CreateMunicipality(NewCall(), {"0610", "Sliedrecht"}), IsOk());
    ASSERT_THAT(tenants_.CreateMunicipality(NewCall(), {"0392", "Haarlem"}), IsOk());
    ASSERT_THAT(tenants_.CreateProtocol(NewCall(), protocol_), IsOk());
  }

  // A new request; about what, depends.
  Call NewCall(const TenantScope& scope = {}) {
    return fixture_.NewCall(scope, platform::rpc::Effect::kAdministers);
  }
  Call About(const std::string& municipality) { return NewCall({municipality, {}}); }

  TenantScope Open(const std::string& municipality, const domain::Contract& contract) {
    const auto receipt = tenants_.CreateContract(About(municipality), contract);
    EXPECT_THAT(receipt, IsOk());
    return {municipality, domain::ContractId(receipt->subject)};
  }

  std::string Ask(const std::string& sql) { return fixture_.fresh().Ask(sql); }

  const domain::Protocol protocol_ = {"Buurtgezinnen", 1, std::nullopt, 36, false, 24, 6};
  platform::testing::TenantFixture fixture_{"tenancy"};
  int rung_ = 0;
  Tenants tenants_{fixture_.database(), fixture_.random(), [this] { ++rung_; }};
};

TEST_F(TenantsTest, MunicipalitiesAreListedByCode) {
  const auto all = tenants_.ListMunicipalities();
  ASSERT_THAT(all, IsOk());
  ASSERT_THAT(*all, SizeIs(2));
  EXPECT_EQ((*all)[0].name, "Haarlem");
  EXPECT_EQ((*all)[1].code, "0610");
}

TEST_F(TenantsTest, AMunicipalityExistsOnce) {
  EXPECT_THAT(tenants_.CreateMunicipality(NewCall(), {"0610", "Sliedrecht"}),
              Fails(StatusCode::kAlreadyExists, "MUNICIPALITY_EXISTS"));
  const Call call = NewCall();
  EXPECT_THAT(tenants_.CreateMunicipality(call, {"0603", "Rijswijk"}), IsOk());
  EXPECT_THAT(tenants_.CreateMunicipality(call, {"0603", "Rijswijk"}), IsOk());
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.municipalities"), "3\n");
}

TEST_F(TenantsTest, AVersionOfAProtocolNeverChanges) {
  domain::Protocol changed = protocol_;
  changed.trial_weeks = 8;
  EXPECT_THAT(tenants_.CreateProtocol(NewCall(), changed),
              Fails(StatusCode::kAlreadyExists, "PROTOCOL_EXISTS"));
  EXPECT_EQ(Ask("SELECT trial_weeks FROM tenancy.protocols"), "\n");
  changed.version = 2;
  EXPECT_THAT(tenants_.CreateProtocol(NewCall(), changed), IsOk());
}

TEST_F(TenantsTest, AContractIsToldWithItsProtocolOnItsFirstDay) {
  const TenantScope tenant = Open("0610", Year(2020));
  EXPECT_EQ(
      Ask("SELECT concat_ws(' ', municipality, contract_id, type, occurred_on)"
          " FROM tenancy.feed_entries"),
      "0610 " + tenant.contract.ToString() + " buurtbrug.tenancy.v1.ContractOpened 2020-01-01\n");
  EXPECT_EQ(rung_, 1);
}

TEST_F(TenantsTest, APeriodIsToldOnItsFirstDay) {
  const TenantScope tenant = Open("0610", Year(2020));
  ASSERT_THAT(tenants_.CreatePeriod(NewCall(tenant),
                                    Period("herfst", CivilDay(2020, 9, 1), CivilDay(2020, 11, 30))),
              IsOk());
  EXPECT_EQ(Ask("SELECT concat_ws(' ', contract_id, occurred_on) FROM tenancy.feed_entries"
                " WHERE type = 'buurtbrug.tenancy.v1.SubsidyPeriodOpened'"),
            tenant.contract.ToString() + " 2020-09-01\n");
  EXPECT_EQ(rung_, 2);
}

TEST_F(TenantsTest, AContractTakesTheIdOfItsRequest) {
  const Call call = About("0610");
  const auto receipt = tenants_.CreateContract(call, Year(2020));
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->subject, call.request_id.value());
  Call nil = About("0610");
  nil.request_id = {};
  EXPECT_THAT(tenants_.CreateContract(nil, Year(2021)), RefusesField("request_id", "INVALID_ID"));
}

TEST_F(TenantsTest, ARequestThatComesTwiceGetsOneAnswerAndAddsNothing) {
  const Call call = About("0610");
  const auto first = tenants_.CreateContract(call, Year(2020));
  const auto second = tenants_.CreateContract(call, Year(2020));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->subject, second->subject);
  const Call period = NewCall({"0610", domain::ContractId(first->subject)});
  EXPECT_THAT(tenants_.CreatePeriod(period, Period2020()), IsOk());
  EXPECT_THAT(tenants_.CreatePeriod(period, Period2020()), IsOk());
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "1\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.subsidy_periods"), "1\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.feed_entries"), "2\n");
}

TEST_F(TenantsTest, TheSameRequestAtTheSameTimeOpensOneContract) {
  const Call call = About("0610");
  std::vector<std::thread> threads;
  std::vector<absl::StatusOr<Receipt>> receipts(6);
  threads.reserve(receipts.size());
  Tenants tenants(fixture_.database(), fixture_.random(), [] {});
  for (auto& receipt : receipts) {
    threads.emplace_back([&] { receipt = tenants.CreateContract(call, Year(2020)); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const auto& receipt : receipts) {
    ASSERT_THAT(receipt, IsOk());
    EXPECT_EQ(receipt->subject, call.request_id.value());
  }
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "1\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.feed_entries"), "1\n");
}

TEST_F(TenantsTest, OfContractsForTheSameDaysAtTheSameTimeOneIsOpened) {
  std::vector<std::thread> threads;
  std::vector<absl::StatusOr<Receipt>> receipts(6);
  threads.reserve(receipts.size());
  Tenants tenants(fixture_.database(), fixture_.random(), [] {});
  for (auto& receipt : receipts) {
    threads.emplace_back(
        [&, call = About("0610")] { receipt = tenants.CreateContract(call, Year(2020)); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const auto& receipt : receipts) {
    EXPECT_THAT(receipt,
                AnyOf(IsOk(), Fails(StatusCode::kFailedPrecondition, "CONTRACT_OVERLAPS")));
  }
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "1\n");
}

TEST_F(TenantsTest, ARequestIdThatIsUsedForAnotherRequestIsRefused) {
  const auto reused = Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED");
  Call call = About("0610");
  ASSERT_THAT(tenants_.CreateContract(call, Year(2020)), IsOk());
  call.request_digest = "another";
  EXPECT_THAT(tenants_.CreateContract(call, Year(2021)), reused);

  call = NewCall({"0610", domain::ContractId(call.request_id.value())});
  ASSERT_THAT(tenants_.CreatePeriod(call, Period2020()), IsOk());
  call.request_digest = "another";
  EXPECT_THAT(tenants_.CreatePeriod(call, Period2020()), reused);

  call = NewCall();
  ASSERT_THAT(tenants_.CreateMunicipality(call, {"0603", "Rijswijk"}), IsOk());
  call.request_digest = "another";
  EXPECT_THAT(tenants_.CreateMunicipality(call, {"0164", "Hengelo"}), reused);
  EXPECT_THAT(tenants_.CreateProtocol(call, protocol_), reused);
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "1\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.municipalities"), "3\n");
}

TEST_F(TenantsTest, ContractsOfOneMunicipalityDoNotOverlap) {
  const auto overlaps = Fails(StatusCode::kFailedPrecondition, "CONTRACT_OVERLAPS");
  Open("0610", Year(2020));
  // Its last day belongs to it.
  EXPECT_THAT(tenants_.CreateContract(About("0610"),
                                      ContractFrom(CivilDay(2020, 12, 31), CivilDay(2021, 12, 31))),
              overlaps);
  // One without a last day has no end.
  EXPECT_THAT(
      tenants_.CreateContract(About("0610"), ContractFrom(CivilDay(2019, 1, 1), std::nullopt)),
      overlaps);
  Open("0610", ContractFrom(CivilDay(2021, 1, 1), std::nullopt));
  EXPECT_THAT(tenants_.CreateContract(About("0610"), Year(2199)), overlaps);
  Open("0392", Year(2020));
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "3\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.feed_entries"), "3\n");
}

TEST_F(TenantsTest, PeriodsOfOneContractDoNotOverlap) {
  const TenantScope tenant = Open("0610", ContractFrom(CivilDay(2020, 1, 1), std::nullopt));
  ASSERT_THAT(tenants_.CreatePeriod(NewCall(tenant), Period2020()), IsOk());
  EXPECT_THAT(tenants_.CreatePeriod(NewCall(tenant),
                                    Period("2021", CivilDay(2020, 12, 31), CivilDay(2021, 12, 31))),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_OVERLAPS"));
  EXPECT_THAT(tenants_.CreatePeriod(NewCall(tenant),
                                    Period("2020", CivilDay(2021, 1, 1), CivilDay(2021, 12, 31))),
              Fails(StatusCode::kAlreadyExists, "PERIOD_EXISTS"));
  const TenantScope haarlem = Open("0392", Year(2020));
  EXPECT_THAT(tenants_.CreatePeriod(NewCall(haarlem), Period2020()), IsOk());
}

TEST_F(TenantsTest, APeriodLiesWithinItsContract) {
  const TenantScope tenant = Open("0610", Year(2020));
  EXPECT_THAT(tenants_.CreatePeriod(NewCall(tenant),
                                    Period("2020", CivilDay(2020, 1, 1), CivilDay(2021, 1, 1))),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_OUTSIDE_CONTRACT"));
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.subsidy_periods"), "0\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.receipts"),
            "4\n");  // of what SetUp made, and of the contract
}

TEST_F(TenantsTest, AContractNeedsAMunicipalityAndAProtocol) {
  EXPECT_THAT(tenants_.CreateContract(About("0397"), Year(2020)),
              Fails(StatusCode::kNotFound, "MUNICIPALITY_NOT_FOUND"));
  domain::Contract contract = Year(2020);
  contract.protocol_version = 2;
  EXPECT_THAT(tenants_.CreateContract(About("0610"), contract),
              Fails(StatusCode::kNotFound, "PROTOCOL_NOT_FOUND"));
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "0\n");
}

TEST_F(TenantsTest, AnotherMunicipalitysContractIsNotThere) {
  const TenantScope haarlem = Open("0392", Year(2020));
  const Call call = NewCall({"0610", haarlem.contract});
  const auto not_there = Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND");
  EXPECT_THAT(tenants_.CreatePeriod(call, Period2020()), not_there);
  EXPECT_THAT(tenants_.GetStanding(call, CivilDay(2020, 6, 1)), not_there);
  const auto listed = tenants_.ListContracts(About("0610"));
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(*listed, IsEmpty());
}

TEST_F(TenantsTest, ContractsAreListedNewestFirstWithTheirPeriods) {
  const TenantScope first = Open("0610", Year(2020));
  Open("0610", Year(2021));
  Open("0392", Year(2022));
  ASSERT_THAT(tenants_.CreatePeriod(NewCall(first), Period("tweede helft", CivilDay(2020, 7, 1),
                                                           CivilDay(2020, 12, 31))),
              IsOk());
  domain::SubsidyPeriod half = Period("eerste helft", CivilDay(2020, 1, 1), CivilDay(2020, 6, 30));
  half.target = 3;
  half.quarter_targets = {0, 3};
  ASSERT_THAT(tenants_.CreatePeriod(NewCall(first), half), IsOk());

  const auto listed = tenants_.ListContracts(About("0610"));
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(*listed, SizeIs(2));
  EXPECT_EQ((*listed)[0].first_day, CivilDay(2021, 1, 1));
  EXPECT_THAT((*listed)[0].periods, IsEmpty());
  EXPECT_EQ((*listed)[1].id, first.contract);
  ASSERT_THAT((*listed)[1].periods, SizeIs(2));
  EXPECT_EQ((*listed)[1].periods[0].name, "eerste helft");
  EXPECT_THAT((*listed)[1].periods[0].quarter_targets, ElementsAre(0, 3));
  EXPECT_THAT((*listed)[1].periods[1].quarter_targets, IsEmpty());
}

TEST_F(TenantsTest, TheStandingIsThatOfTheDay) {
  domain::Contract contract = Year(2020);
  contract.run_off_day = CivilDay(2021, 6, 30);
  const TenantScope tenant = Open("0610", contract);
  ASSERT_THAT(tenants_.CreatePeriod(NewCall(tenant),
                                    Period("lente", CivilDay(2020, 3, 1), CivilDay(2020, 5, 31))),
              IsOk());
  const auto on = [&](CivilDay day) { return *tenants_.GetStanding(NewCall(tenant), day); };
  EXPECT_EQ(on(CivilDay(2019, 12, 31)).standing, Standing::kNotStarted);
  EXPECT_EQ(on(CivilDay(2020, 2, 29)).standing, Standing::kRunning);
  EXPECT_EQ(on(CivilDay(2020, 2, 29)).period, std::nullopt);
  EXPECT_EQ(on(CivilDay(2020, 3, 1)).period, "lente");
  EXPECT_EQ(on(CivilDay(2020, 5, 31)).period, "lente");
  EXPECT_EQ(on(CivilDay(2021, 6, 30)).standing, Standing::kRunOff);
  EXPECT_EQ(on(CivilDay(2021, 7, 1)).standing, Standing::kEnded);
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
