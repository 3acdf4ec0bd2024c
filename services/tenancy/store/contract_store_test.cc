#include "tenancy/store/contract_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/core/status.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"
#include "tenancy/store/municipality_store.h"
#include "tenancy/store/protocol_store.h"
#include "tenancy/store/subsidy_period_store.h"

namespace buurtbrug::tenancy::store {
namespace {

using absl::CivilDay;
using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ContractStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const absl::Status made = database_.Run(Scope::Network(), [](ScopedTransaction& transaction) {
      InsertMunicipality(transaction, {"0610", "Sliedrecht"});
      InsertMunicipality(transaction, {"0392", "Haarlem"});
      InsertProtocol(transaction, {"Buurtgezinnen", 1, 8, 36, true, 24, 6});
      return absl::OkStatus();
    });
    ASSERT_THAT(made, IsOk());
  }

  domain::Contract NewContract(CivilDay first_day, std::optional<CivilDay> last_day) {
    domain::Contract contract;
    contract.id = domain::ContractId(NewUuid(recorded_.at, fixture_.random()));
    contract.programme = "Buurtgezinnen";
    contract.protocol_version = 1;
    contract.provider = "Stichting Buurtgezinnen";
    contract.first_day = first_day;
    contract.last_day = last_day;
    return contract;
  }

  absl::Status Insert(const Scope& scope, const std::string& municipality,
                      const domain::Contract& contract) {
    return database_.Run(scope, [&](ScopedTransaction& transaction) {
      InsertContract(transaction, municipality, contract, recorded_);
      return absl::OkStatus();
    });
  }

  absl::Status Insert(const Scope& scope, const TenantScope& tenant,
                      const domain::SubsidyPeriod& period) {
    return database_.Run(scope, [&](ScopedTransaction& transaction) {
      InsertPeriod(transaction, tenant, period, recorded_);
      return absl::OkStatus();
    });
  }

  std::vector<domain::Contract> Seen(const Scope& scope, const std::string& municipality) {
    const auto seen = database_.Run(
        scope,
        [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Contract>> {
          return ListContracts(transaction, municipality);
        });
    EXPECT_THAT(seen, IsOk());
    return *seen;
  }

  platform::testing::TenantFixture fixture_{"tenancy"};
  platform::postgres::Database& database_ = fixture_.database();
  const Recorded recorded_ = {absl::FromUnixSeconds(1605438000), "operator"};
};

TEST_F(ContractStoreTest, AContractIsReadAsItWasWritten) {
  domain::Contract contract = NewContract(CivilDay(2020, 1, 1), CivilDay(2021, 12, 31));
  contract.run_off_day = CivilDay(2022, 12, 31);
  contract.reference = "21.098790";
  contract.as_stated = "\"twee jaar\", {sinds} begin \\ 2020";
  const TenantScope tenant = {"0610", contract.id};
  domain::SubsidyPeriod period;
  period.name = "2020";
  period.first_day = CivilDay(2020, 1, 1);
  period.last_day = CivilDay(2020, 12, 31);
  period.amount_cents = domain::kMostAmountCents;
  period.funding_source = "transformatiemiddelen";
  period.target = 10;
  period.quarter_targets = {0, 3, 3, 4};
  period.as_stated = "€ 39.000,-";
  ASSERT_THAT(Insert(Scope::Tenant(tenant), "0610", contract), IsOk());
  ASSERT_THAT(Insert(Scope::Tenant(tenant), tenant, period), IsOk());

  const auto seen = Seen(Scope::Municipality("0610"), "0610");
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].id, contract.id);
  EXPECT_EQ(seen[0].programme, contract.programme);
  EXPECT_EQ(seen[0].protocol_version, 1);
  EXPECT_EQ(seen[0].provider, contract.provider);
  EXPECT_EQ(seen[0].first_day, contract.first_day);
  EXPECT_EQ(seen[0].last_day, contract.last_day);
  EXPECT_EQ(seen[0].run_off_day, contract.run_off_day);
  EXPECT_EQ(seen[0].reference, contract.reference);
  EXPECT_EQ(seen[0].as_stated, contract.as_stated);
  ASSERT_THAT(seen[0].periods, SizeIs(1));
  EXPECT_EQ(seen[0].periods[0].name, "2020");
  EXPECT_EQ(seen[0].periods[0].first_day, period.first_day);
  EXPECT_EQ(seen[0].periods[0].last_day, period.last_day);
  EXPECT_EQ(seen[0].periods[0].amount_cents, period.amount_cents);
  EXPECT_EQ(seen[0].periods[0].funding_source, period.funding_source);
  EXPECT_EQ(seen[0].periods[0].target, 10);
  EXPECT_THAT(seen[0].periods[0].quarter_targets, ElementsAre(0, 3, 3, 4));
  EXPECT_EQ(seen[0].periods[0].as_stated, period.as_stated);
}

TEST_F(ContractStoreTest, WhatIsNotKnownStaysUnknown) {
  const domain::Contract contract = NewContract(CivilDay(2020, 1, 1), std::nullopt);
  const TenantScope tenant = {"0610", contract.id};
  domain::SubsidyPeriod period;
  period.name = "2020";
  period.first_day = CivilDay(2020, 1, 1);
  period.last_day = CivilDay(2020, 12, 31);
  ASSERT_THAT(Insert(Scope::Tenant(tenant), "0610", contract), IsOk());
  ASSERT_THAT(Insert(Scope::Tenant(tenant), tenant, period), IsOk());

  const auto seen = Seen(Scope::Tenant(tenant), "0610");
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].last_day, std::nullopt);
  EXPECT_EQ(seen[0].run_off_day, std::nullopt);
  EXPECT_EQ(seen[0].reference, std::nullopt);
  EXPECT_EQ(seen[0].as_stated, std::nullopt);
  ASSERT_THAT(seen[0].periods, SizeIs(1));
  EXPECT_EQ(seen[0].periods[0].amount_cents, std::nullopt);
  EXPECT_EQ(seen[0].periods[0].funding_source, std::nullopt);
  EXPECT_EQ(seen[0].periods[0].target, std::nullopt);
  EXPECT_THAT(seen[0].periods[0].quarter_targets, IsEmpty());
  EXPECT_EQ(seen[0].periods[0].as_stated, std::nullopt);
}

TEST_F(ContractStoreTest, AProtocolIsReadAsItWasWritten) {
  const auto protocol = database_.Run(Scope::Network(), [](ScopedTransaction& transaction) {
    return ReadProtocol(transaction, "Buurtgezinnen", 1);
  });
  ASSERT_THAT(protocol, IsOk());
  EXPECT_EQ(protocol->programme, "Buurtgezinnen");
  EXPECT_EQ(protocol->version, 1);
  EXPECT_EQ(protocol->trial_weeks, 8);
  EXPECT_EQ(protocol->vog_valid_months, 36);
  EXPECT_TRUE(protocol->training_required);
  EXPECT_EQ(protocol->guidance_months, 24);
  EXPECT_EQ(protocol->evaluation_interval_months, 6);
  EXPECT_EQ(protocol->agreement, domain::AgreementMoment::kNotSaid);
  EXPECT_EQ(protocol->proposal_days, std::nullopt);
}

TEST_F(ContractStoreTest, WhenTheAgreementIsSignedAndHowLongAPlaceIsHeldAreKeptAndChanged) {
  domain::Protocol written = {"Buurtgezinnen", 2, 8, 36, true, 24, 6};
  written.agreement = domain::AgreementMoment::kAfterTrial;
  written.proposal_days = 21;
  domain::Protocol changed = written;
  changed.agreement = domain::AgreementMoment::kBeforeTrial;
  changed.proposal_days.reset();
  std::vector<domain::Protocol> read;
  ASSERT_THAT(database_.Run(Scope::Network(),
                            [&](ScopedTransaction& transaction) -> absl::Status {
                              InsertProtocol(transaction, written);
                              BUURTBRUG_ASSIGN_OR_RETURN(
                                  read.emplace_back(),
                                  ReadProtocol(transaction, "Buurtgezinnen", 2));
                              BUURTBRUG_RETURN_IF_ERROR(UpdateProtocol(transaction, changed));
                              read.push_back(ListProtocols(transaction).back());
                              return absl::OkStatus();
                            }),
              IsOk());
  EXPECT_EQ(read[0].agreement, domain::AgreementMoment::kAfterTrial);
  EXPECT_EQ(read[0].proposal_days, 21);
  EXPECT_EQ(read[1].agreement, domain::AgreementMoment::kBeforeTrial);
  EXPECT_EQ(read[1].proposal_days, std::nullopt);
}

TEST_F(ContractStoreTest, EachScopeSeesItsOwnRowsOnly) {
  const domain::Contract haarlem = NewContract(CivilDay(2020, 1, 1), std::nullopt);
  const domain::Contract first = NewContract(CivilDay(2020, 1, 1), CivilDay(2020, 12, 31));
  const domain::Contract second = NewContract(CivilDay(2021, 1, 1), std::nullopt);
  ASSERT_THAT(Insert(Scope::Tenant({"0392", haarlem.id}), "0392", haarlem), IsOk());
  for (const domain::Contract& contract : {first, second}) {
    ASSERT_THAT(Insert(Scope::Tenant({"0610", contract.id}), "0610", contract), IsOk());
  }

  EXPECT_THAT(Seen(Scope::Tenant({"0610", first.id}), "0610"), SizeIs(1));
  EXPECT_THAT(Seen(Scope::Tenant({"0610", first.id}), "0392"), IsEmpty());
  EXPECT_THAT(Seen(Scope::Tenant({"0610", haarlem.id}), "0392"), IsEmpty());
  EXPECT_THAT(Seen(Scope::Municipality("0610"), "0610"), SizeIs(2));
  EXPECT_THAT(Seen(Scope::Municipality("0610"), "0392"), IsEmpty());
  EXPECT_THAT(Seen(Scope::Network(), "0392"), SizeIs(1));
  EXPECT_THAT(Seen(Scope::Feed(), "0610"), IsEmpty());
}

TEST_F(ContractStoreTest, OnlyTheContractsOwnScopeWrites) {
  const domain::Contract contract = NewContract(CivilDay(2020, 1, 1), std::nullopt);
  const TenantScope tenant = {"0610", contract.id};
  domain::SubsidyPeriod period;
  period.name = "2020";
  period.first_day = CivilDay(2020, 1, 1);
  period.last_day = CivilDay(2020, 12, 31);
  const std::vector<Scope> elsewhere = {Scope::Tenant({"0392", contract.id}),
                                        Scope::Municipality("0610"), Scope::Network(),
                                        Scope::Feed()};
  for (const Scope& scope : elsewhere) {
    EXPECT_THAT(Insert(scope, "0610", contract), Not(IsOk()));
  }
  EXPECT_EQ(fixture_.fresh().Ask("SELECT count(*) FROM tenancy.contracts"), "0\n");
  EXPECT_THAT(Insert(Scope::Tenant(tenant), "0610", contract), IsOk());
  for (const Scope& scope : elsewhere) {
    EXPECT_THAT(Insert(scope, tenant, period), Not(IsOk()));
  }
  EXPECT_EQ(fixture_.fresh().Ask("SELECT count(*) FROM tenancy.subsidy_periods"), "0\n");
  EXPECT_THAT(Insert(Scope::Tenant(tenant), tenant, period), IsOk());
}

TEST_F(ContractStoreTest, AWriteOfAVersionThatIsNotTheNextOneChangesNothing) {
  const auto mismatch = Fails(absl::StatusCode::kAborted, "ETAG_MISMATCH");
  domain::Contract contract = NewContract(CivilDay(2020, 1, 1), std::nullopt);
  const TenantScope tenant = {"0610", contract.id};
  domain::SubsidyPeriod period;
  period.name = "2020";
  period.first_day = CivilDay(2020, 1, 1);
  period.last_day = CivilDay(2020, 6, 30);
  ASSERT_THAT(Insert(Scope::Tenant(tenant), "0610", contract), IsOk());
  ASSERT_THAT(Insert(Scope::Tenant(tenant), tenant, period), IsOk());
  const auto update_contract = [&] {
    return database_.Run(Scope::Tenant(tenant), [&](ScopedTransaction& transaction) {
      return UpdateContract(transaction, tenant, contract);
    });
  };
  const auto update_period = [&] {
    return database_.Run(Scope::Tenant(tenant), [&](ScopedTransaction& transaction) {
      return UpdatePeriod(transaction, tenant, period);
    });
  };
  EXPECT_THAT(update_contract(), mismatch);
  EXPECT_THAT(update_period(), mismatch);
  contract.version = period.version = 2;
  EXPECT_THAT(update_contract(), IsOk());
  period.sealed_at = recorded_.at;
  EXPECT_THAT(update_period(), IsOk());
  // Sealed: out of reach whatever the version.
  period.version = 3;
  EXPECT_THAT(update_period(), mismatch);
}

// What the domain refuses, the database refuses too.
TEST_F(ContractStoreTest, TheDatabaseHoldsTheRulesByItself) {
  const auto constraint = Fails(absl::StatusCode::kFailedPrecondition, "CONSTRAINT");
  domain::Contract contract = NewContract(CivilDay(2020, 1, 1), std::nullopt);
  const TenantScope tenant = {"0610", contract.id};
  contract.reference = std::string(41, '1');
  EXPECT_THAT(Insert(Scope::Tenant(tenant), "0610", contract), constraint);
  contract.reference = std::nullopt;
  contract.follows = contract.id;
  EXPECT_THAT(Insert(Scope::Tenant(tenant), "0610", contract), constraint);
  contract.follows = std::nullopt;
  ASSERT_THAT(Insert(Scope::Tenant(tenant), "0610", contract), IsOk());
  domain::SubsidyPeriod period;
  period.name = "2020";
  period.first_day = CivilDay(2020, 1, 1);
  period.last_day = CivilDay(2020, 12, 31);
  period.target_tolerance = 2;
  EXPECT_THAT(Insert(Scope::Tenant(tenant), tenant, period), constraint);
  period.target_tolerance = std::nullopt;
  ASSERT_THAT(Insert(Scope::Tenant(tenant), tenant, period), IsOk());
  // On 15 November 2020 it is not over.
  period.sealed_at = recorded_.at;
  period.version = 2;
  EXPECT_THAT(database_.Run(Scope::Tenant(tenant),
                            [&](ScopedTransaction& transaction) {
                              return UpdatePeriod(transaction, tenant, period);
                            }),
              constraint);
}

}  // namespace
}  // namespace buurtbrug::tenancy::store
