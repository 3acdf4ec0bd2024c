#include "tenancy/app/contracts.h"

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using platform::tenant::Standing;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ContractsTest : public SceneTest {};

TEST_F(ContractsTest, AContractIsToldWithItsProtocolOnItsFirstDay) {
  const TenantScope tenant = Open("0610", Year(2020));
  EXPECT_EQ(
      Ask("SELECT concat_ws(' ', municipality, contract_id, type, occurred_on)"
          " FROM tenancy.feed_entries"),
      "0610 " + tenant.contract.ToString() + " buurtbrug.tenancy.v1.ContractOpened 2020-01-01\n");
  EXPECT_EQ(rung_, 1);
}

TEST_F(ContractsTest, APeriodIsToldOnItsFirstDay) {
  const TenantScope tenant = Open("0610", Year(2020));
  ASSERT_THAT(periods_.Create(NewCall(tenant),
                              Period("herfst", CivilDay(2020, 9, 1), CivilDay(2020, 11, 30))),
              IsOk());
  EXPECT_EQ(Ask("SELECT concat_ws(' ', contract_id, occurred_on) FROM tenancy.feed_entries"
                " WHERE type = 'buurtbrug.tenancy.v1.SubsidyPeriodOpened'"),
            tenant.contract.ToString() + " 2020-09-01\n");
  EXPECT_EQ(rung_, 2);
}

TEST_F(ContractsTest, AContractTakesTheIdOfItsRequest) {
  const Call call = About("0610");
  const auto receipt = contracts_.Create(call, Year(2020));
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->subject, call.request_id.value());
  Call nil = About("0610");
  nil.request_id = {};
  EXPECT_THAT(contracts_.Create(nil, Year(2021)), RefusesField("request_id", "INVALID_ID"));
}

TEST_F(ContractsTest, ARequestThatComesTwiceGetsOneAnswerAndAddsNothing) {
  const Call call = About("0610");
  const auto first = contracts_.Create(call, Year(2020));
  const auto second = contracts_.Create(call, Year(2020));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->subject, second->subject);
  const Call period = NewCall({"0610", domain::ContractId(first->subject)});
  EXPECT_THAT(periods_.Create(period, Period2020()), IsOk());
  EXPECT_THAT(periods_.Create(period, Period2020()), IsOk());
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "1\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.subsidy_periods"), "1\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.feed_entries"), "2\n");
}

TEST_F(ContractsTest, TheSameRequestAtTheSameTimeOpensOneContract) {
  const Call call = About("0610");
  std::vector<std::thread> threads;
  std::vector<absl::StatusOr<Receipt>> receipts(6);
  threads.reserve(receipts.size());
  for (auto& receipt : receipts) {
    threads.emplace_back([&] { receipt = contracts_.Create(call, Year(2020)); });
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

TEST_F(ContractsTest, OfContractsForTheSameDaysAtTheSameTimeOneIsOpened) {
  std::vector<std::thread> threads;
  std::vector<absl::StatusOr<Receipt>> receipts(6);
  threads.reserve(receipts.size());
  for (auto& receipt : receipts) {
    threads.emplace_back(
        [&, call = About("0610")] { receipt = contracts_.Create(call, Year(2020)); });
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

TEST_F(ContractsTest, ARequestIdThatIsUsedForAnotherRequestIsRefused) {
  const auto reused = Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED");
  Call call = About("0610");
  ASSERT_THAT(contracts_.Create(call, Year(2020)), IsOk());
  call.request_digest = "another";
  EXPECT_THAT(contracts_.Create(call, Year(2021)), reused);

  call = NewCall({"0610", domain::ContractId(call.request_id.value())});
  ASSERT_THAT(periods_.Create(call, Period2020()), IsOk());
  call.request_digest = "another";
  EXPECT_THAT(periods_.Create(call, Period2020()), reused);

  call = NewCall();
  ASSERT_THAT(municipalities_.Create(call, {"0603", "Rijswijk"}), IsOk());
  call.request_digest = "another";
  EXPECT_THAT(municipalities_.Create(call, {"0164", "Hengelo"}), reused);
  EXPECT_THAT(protocols_.Create(call, protocol_), reused);
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "1\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.municipalities"), "3\n");
}

TEST_F(ContractsTest, ContractsOfOneMunicipalityDoNotOverlap) {
  const auto overlaps = Fails(StatusCode::kFailedPrecondition, "CONTRACT_OVERLAPS");
  Open("0610", Year(2020));
  // Its last day belongs to it.
  EXPECT_THAT(contracts_.Create(About("0610"),
                                ContractFrom(CivilDay(2020, 12, 31), CivilDay(2021, 12, 31))),
              overlaps);
  // One without a last day has no end.
  EXPECT_THAT(contracts_.Create(About("0610"), ContractFrom(CivilDay(2019, 1, 1), std::nullopt)),
              overlaps);
  Open("0610", ContractFrom(CivilDay(2021, 1, 1), std::nullopt));
  EXPECT_THAT(contracts_.Create(About("0610"), Year(2199)), overlaps);
  Open("0392", Year(2020));
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "3\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.feed_entries"), "3\n");
}

TEST_F(ContractsTest, PeriodsOfOneContractDoNotOverlap) {
  const TenantScope tenant = Open("0610", ContractFrom(CivilDay(2020, 1, 1), std::nullopt));
  ASSERT_THAT(periods_.Create(NewCall(tenant), Period2020()), IsOk());
  EXPECT_THAT(periods_.Create(NewCall(tenant),
                              Period("2021", CivilDay(2020, 12, 31), CivilDay(2021, 12, 31))),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_OVERLAPS"));
  EXPECT_THAT(periods_.Create(NewCall(tenant),
                              Period("2020", CivilDay(2021, 1, 1), CivilDay(2021, 12, 31))),
              Fails(StatusCode::kAlreadyExists, "PERIOD_EXISTS"));
  const TenantScope haarlem = Open("0392", Year(2020));
  EXPECT_THAT(periods_.Create(NewCall(haarlem), Period2020()), IsOk());
}

TEST_F(ContractsTest, APeriodLiesWithinItsContract) {
  const TenantScope tenant = Open("0610", Year(2020));
  EXPECT_THAT(
      periods_.Create(NewCall(tenant), Period("2020", CivilDay(2020, 1, 1), CivilDay(2021, 1, 1))),
      Fails(StatusCode::kFailedPrecondition, "PERIOD_OUTSIDE_CONTRACT"));
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.subsidy_periods"), "0\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.receipts"),
            "4\n");  // of what SetUp made, and of the contract
}

TEST_F(ContractsTest, AContractNeedsAMunicipalityAndAProtocol) {
  EXPECT_THAT(contracts_.Create(About("0397"), Year(2020)),
              Fails(StatusCode::kNotFound, "MUNICIPALITY_NOT_FOUND"));
  domain::Contract contract = Year(2020);
  contract.protocol_version = 2;
  EXPECT_THAT(contracts_.Create(About("0610"), contract),
              Fails(StatusCode::kNotFound, "PROTOCOL_NOT_FOUND"));
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.contracts"), "0\n");
}

TEST_F(ContractsTest, AnotherMunicipalitysContractIsNotThere) {
  const TenantScope haarlem = Open("0392", Year(2020));
  const Call call = NewCall({"0610", haarlem.contract});
  const auto not_there = Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND");
  EXPECT_THAT(periods_.Create(call, Period2020()), not_there);
  EXPECT_THAT(contracts_.GetStanding(call, CivilDay(2020, 6, 1)), not_there);
  const auto listed = contracts_.List(About("0610"));
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(*listed, IsEmpty());
}

TEST_F(ContractsTest, ContractsAreListedNewestFirstWithTheirPeriods) {
  const TenantScope first = Open("0610", Year(2020));
  Open("0610", Year(2021));
  Open("0392", Year(2022));
  ASSERT_THAT(periods_.Create(NewCall(first),
                              Period("tweede helft", CivilDay(2020, 7, 1), CivilDay(2020, 12, 31))),
              IsOk());
  domain::SubsidyPeriod half = Period("eerste helft", CivilDay(2020, 1, 1), CivilDay(2020, 6, 30));
  half.target = 3;
  half.quarter_targets = {0, 3};
  ASSERT_THAT(periods_.Create(NewCall(first), half), IsOk());

  const auto listed = contracts_.List(About("0610"));
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

TEST_F(ContractsTest, TheStandingIsThatOfTheDay) {
  domain::Contract contract = Year(2020);
  contract.run_off_day = CivilDay(2021, 6, 30);
  const TenantScope tenant = Open("0610", contract);
  ASSERT_THAT(periods_.Create(NewCall(tenant),
                              Period("lente", CivilDay(2020, 3, 1), CivilDay(2020, 5, 31))),
              IsOk());
  const auto on = [&](CivilDay day) { return *contracts_.GetStanding(NewCall(tenant), day); };
  EXPECT_EQ(on(CivilDay(2019, 12, 31)).standing, Standing::kNotStarted);
  EXPECT_EQ(on(CivilDay(2020, 2, 29)).standing, Standing::kRunning);
  EXPECT_EQ(on(CivilDay(2020, 2, 29)).period, std::nullopt);
  EXPECT_EQ(on(CivilDay(2020, 3, 1)).period, "lente");
  EXPECT_EQ(on(CivilDay(2020, 5, 31)).period, "lente");
  EXPECT_EQ(on(CivilDay(2021, 6, 30)).standing, Standing::kRunOff);
  EXPECT_EQ(on(CivilDay(2021, 7, 1)).standing, Standing::kEnded);
}

TEST_F(ContractsTest, AContractIsListedAsItWasOpened) {
  const TenantScope first = Open("0610", Year(2020));
  domain::Contract contract = Year(2021);
  contract.run_off_day = CivilDay(2022, 6, 30);
  contract.reference = "3641289";
  contract.municipality_reference = "21.098790";
  contract.provider_reference = "BG-12";
  contract.funding_source = "transformatiemiddelen";
  contract.processing_agreement_on = CivilDay(2020, 12, 1);
  contract.follows = first.contract;
  const domain::Contract seen = Seen(Open("0610", contract));
  EXPECT_EQ(seen.run_off_day, contract.run_off_day);
  EXPECT_EQ(seen.reference, contract.reference);
  EXPECT_EQ(seen.municipality_reference, contract.municipality_reference);
  EXPECT_EQ(seen.provider_reference, contract.provider_reference);
  EXPECT_EQ(seen.funding_source, contract.funding_source);
  EXPECT_EQ(seen.processing_agreement_on, contract.processing_agreement_on);
  EXPECT_EQ(seen.follows, first.contract);
  EXPECT_EQ(seen.version, 1);
  const auto told = LastTold<v1::ContractOpened>("0610");
  EXPECT_EQ(told.contract().follows_contract_id(), first.contract.ToString());
  EXPECT_EQ(told.contract().protocols(0).version(), 1);
  EXPECT_EQ(told.contract().protocols(0).first_day(), "2021-01-01");
  EXPECT_EQ(told.contract().etag(), "1");
}

TEST_F(ContractsTest, AContractRenewsOneOfItsOwnMunicipalityOnly) {
  const auto not_found = Fails(StatusCode::kFailedPrecondition, "FOLLOWED_CONTRACT_NOT_FOUND");
  const TenantScope haarlem = Open("0392", Year(2020));
  domain::Contract contract = Year(2021);
  contract.follows = haarlem.contract;
  EXPECT_THAT(contracts_.Create(About("0610"), contract), not_found);
  // Nor itself.
  const Call call = About("0610");
  contract.follows = domain::ContractId(call.request_id.value());
  EXPECT_THAT(contracts_.Create(call, contract), not_found);
  EXPECT_EQ(Count("contracts"), 1);
}

TEST_F(ContractsTest, AContractDoesNotBeginBeforeItsProtocol) {
  domain::Protocol second = protocol_;
  second.version = 2;
  second.first_day = CivilDay(2021, 1, 1);
  ASSERT_THAT(protocols_.Create(NewCall(), second), IsOk());
  domain::Contract contract = ContractFrom(CivilDay(2020, 12, 31), std::nullopt);
  contract.protocol_version = 2;
  EXPECT_THAT(contracts_.Create(About("0610"), contract),
              Fails(StatusCode::kFailedPrecondition, "PROTOCOL_NOT_YET_VALID"));
  contract.first_day = CivilDay(2021, 1, 1);
  EXPECT_THAT(contracts_.Create(About("0610"), contract), IsOk());
}

TEST_F(ContractsTest, OthersThanOperatorsAndServicesSeeTheContractsOfTheirAppointments) {
  const TenantScope first = Open("0610", Year(2020));
  Open("0610", Year(2021));
  Call call = About("0610");
  const auto seen = [&](platform::access::Role role) {
    call.caller.role = role;
    return contracts_.List(call)->size();
  };
  using platform::access::Role;
  EXPECT_EQ(seen(Role::kFoundationOperator), 2);
  EXPECT_EQ(seen(Role::kService), 2);
  for (const Role role : {Role::kNone, Role::kCoordinator, Role::kVolunteerCoordinator,
                          Role::kMunicipality, Role::kPartner, Role::kCitizen}) {
    call.caller.contracts = {};
    EXPECT_EQ(seen(role), 0);
    call.caller.contracts = {first.contract};
    EXPECT_EQ(seen(role), 1);
  }
}

TEST_F(ContractsTest, AChangeIsToldWholeWithItsVersionAndWithoutPeriods) {
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant), Period2020()), IsOk());
  domain::Contract changes;
  changes.provider = "Humanitas";
  changes.reference = "Z-1";
  const auto receipt = contracts_.Update(NewCall(tenant), changes, 1);
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->version, 2);
  const auto told = LastTold<v1::ContractChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.contract().provider(), "Humanitas");
  EXPECT_EQ(told.contract().first_day(), "2020-01-01");
  EXPECT_EQ(told.contract().etag(), "2");
  EXPECT_EQ(told.contract().periods_size(), 0);
  EXPECT_EQ(Seen(tenant).reference, "Z-1");
}

TEST_F(ContractsTest, WhatAChangeDoesNotSayIsNotKnownFromThenOn) {
  domain::Contract contract = Year(2020);
  contract.reference = "Z-1";
  contract.as_stated = "in 2020";
  const TenantScope tenant = Open("0610", contract);
  domain::Contract changes;
  changes.provider = contract.provider;
  ASSERT_THAT(contracts_.Update(NewCall(tenant), changes, 0), IsOk());
  const domain::Contract seen = Seen(tenant);
  EXPECT_EQ(seen.reference, std::nullopt);
  EXPECT_EQ(seen.as_stated, std::nullopt);
  EXPECT_EQ(seen.last_day, contract.last_day);
}

TEST_F(ContractsTest, AChangeOfAnEarlierVersionOrWithoutAProviderIsRefused) {
  const TenantScope tenant = OpenSliedrecht();
  domain::Contract changes;
  EXPECT_THAT(contracts_.Update(NewCall(tenant), changes, 0),
              RefusesField("contract.provider", "INVALID_TEXT"));
  changes.provider = "Humanitas";
  ASSERT_THAT(contracts_.Update(NewCall(tenant), changes, 1), IsOk());
  EXPECT_THAT(contracts_.Update(NewCall(tenant), changes, 1),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_THAT(contracts_.Update(NewCall({"0392", tenant.contract}), changes, 0),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_EQ(Seen(tenant).version, 2);
}

class AdoptTest : public SceneTest {
 protected:
  void SetUp() override {
    SceneTest::SetUp();
    domain::Protocol second = protocol_;
    second.version = 2;
    second.trial_weeks = 8;
    second.first_day = CivilDay(2021, 1, 1);
    ASSERT_THAT(protocols_.Create(NewCall(), second), IsOk());
    second.version = 3;
    ASSERT_THAT(protocols_.Create(NewCall(), second), IsOk());
  }
};

TEST_F(AdoptTest, AnAdoptedVersionIsToldWithItsDayAndListedAfterTheFirst) {
  const TenantScope tenant = OpenSliedrecht();
  const auto receipt = contracts_.Adopt(NewCall(tenant), {2, CivilDay(2021, 2, 1)});
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->version, 2);
  const auto told = LastTold<v1::ProtocolAdopted>("0610");
  EXPECT_EQ(told.first_day(), "2021-02-01");
  EXPECT_EQ(told.protocol().version(), 2);
  EXPECT_EQ(told.protocol().trial_weeks(), 8);
  const domain::Contract seen = Seen(tenant);
  EXPECT_EQ(seen.protocol_version, 1);
  ASSERT_EQ(seen.adopted.size(), 1);
  EXPECT_EQ(seen.adopted[0].version, 2);
  EXPECT_EQ(seen.version, 2);
  EXPECT_EQ(Ask("SELECT concat_ws(' ', kind, protocol_version, recorded_by)"
                " FROM tenancy.contract_changes"),
            "4 2 operator\n");
}

TEST_F(AdoptTest, ADayThatIsNotAheadIsTooEarly) {
  const auto too_early = Fails(StatusCode::kFailedPrecondition, "ADOPTED_TOO_EARLY");
  const TenantScope tenant = OpenSliedrecht();
  EXPECT_THAT(contracts_.Adopt(NewCall(tenant), {2, CivilDay(2020, 11, 15)}), too_early);
  ASSERT_THAT(contracts_.Adopt(NewCall(tenant), {2, CivilDay(2021, 2, 1)}), IsOk());
  EXPECT_THAT(contracts_.Adopt(NewCall(tenant), {3, CivilDay(2021, 2, 1)}), too_early);
  EXPECT_THAT(contracts_.Adopt(NewCall(tenant), {3, CivilDay(2021, 2, 2)}), IsOk());
}

TEST_F(AdoptTest, AnOlderAMissingAndALaterVersionAreRefused) {
  const TenantScope tenant = OpenSliedrecht();
  EXPECT_THAT(contracts_.Adopt(NewCall(tenant), {1, CivilDay(2021, 2, 1)}),
              RefusesField("version", "VERSION_NOT_NEWER"));
  EXPECT_THAT(contracts_.Adopt(NewCall(tenant), {4, CivilDay(2021, 2, 1)}),
              Fails(StatusCode::kNotFound, "PROTOCOL_NOT_FOUND"));
  EXPECT_THAT(contracts_.Adopt(NewCall(tenant), {2, CivilDay(2020, 12, 31)}),
              Fails(StatusCode::kFailedPrecondition, "PROTOCOL_NOT_YET_VALID"));
  EXPECT_THAT(contracts_.Adopt(NewCall({"0392", tenant.contract}), {2, CivilDay(2021, 2, 1)}),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_EQ(Count("contract_protocols"), 0);
}

TEST_F(AdoptTest, OfTwoAdoptionsAtOnceForOneDayOneWins) {
  const TenantScope tenant = OpenSliedrecht();
  const auto results = AtOnce<absl::StatusOr<Receipt>>(4, [&, tenant] {
    return contracts_.Adopt(NewCall(tenant), {2, CivilDay(2021, 2, 1)});
  });
  EXPECT_EQ(CountOk(results), 1);
  EXPECT_EQ(Count("contract_protocols"), 1);
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
