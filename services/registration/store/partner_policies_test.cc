#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/result>

#include "registration/app/concerns.h"
#include "registration/app/demands.h"
#include "registration/app/duplicates.h"
#include "registration/app/links.h"
#include "registration/app/scene_test.h"
#include "registration/store/demand_store.h"
#include "registration/store/link_store.h"

// Straight statements under the scope of a partner: what the policies hold, whatever a statement
// forgets.
namespace buurtbrug::registration::store {
namespace {

using absl::StatusCode;
using platform::postgres::Param;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::postgres::Statement;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;

// Every table with rows of a contract's cases.
constexpr Statement kAll[] = {
    {"all_families", "SELECT count(*) FROM families"},
    {"all_family_steps", "SELECT count(*) FROM family_steps"},
    {"all_referrals", "SELECT count(*) FROM referrals"},
    {"all_receipts", "SELECT count(*) FROM receipts"},
    {"all_adults", "SELECT count(*) FROM adults"},
    {"all_children", "SELECT count(*) FROM children"},
    {"all_contacts", "SELECT count(*) FROM contacts"},
    {"all_family_keys", "SELECT count(*) FROM family_keys"},
    {"all_person_steps", "SELECT count(*) FROM person_steps"},
    {"all_target_groups", "SELECT count(*) FROM target_groups"},
    {"all_feed_entries", "SELECT count(*) FROM feed_entries"},
    {"all_access_log", "SELECT count(*) FROM access_log"},
    {"all_access_chain", "SELECT count(*) FROM access_chain"},
    {"all_duplicate_keys", "SELECT count(*) FROM duplicate_keys"},
    {"all_duplicate_searches", "SELECT count(*) FROM duplicate_searches"},
    {"all_duplicate_pairs", "SELECT count(*) FROM duplicate_pairs"},
    {"all_duplicate_steps", "SELECT count(*) FROM duplicate_steps"},
    {"all_family_merges", "SELECT count(*) FROM family_merges"},
    {"all_concerns", "SELECT count(*) FROM concerns"},
    {"all_concern_steps", "SELECT count(*) FROM concern_steps"},
    {"all_family_links", "SELECT count(*) FROM family_links"},
    {"all_family_departures", "SELECT count(*) FROM family_departures"},
    {"all_demands", "SELECT count(*) FROM demands"},
};

constexpr Statement kAddFamily = {
    "add_family",
    "INSERT INTO families (municipality, contract_id, family_id, role, state, registered_on,"
    "  area, version, referred_by) "
    "VALUES ($1, $2, gen_random_uuid(), 1, 1, '2020-02-01', '3361', 1, $3)"};
constexpr Statement kAddReferral = {
    "add_referral",
    "INSERT INTO referrals (municipality, contract_id, referral_id, partner_id, family_id,"
    "  reference, referred_on, recorded_at) "
    "VALUES ($1, $2, gen_random_uuid(), $4, $3, '', '2020-02-01', '2020-02-01')"};
constexpr Statement kAddAdult = {
    "add_adult",
    "INSERT INTO adults (municipality, contract_id, family_id, number, sealed) "
    "VALUES ($1, $2, $3, 9, 'sealed')"};
constexpr Statement kAddChild = {
    "add_child",
    "INSERT INTO children (municipality, contract_id, family_id, number, sealed) "
    "VALUES ($1, $2, $3, 9, 'sealed')"};
constexpr Statement kAddContact = {
    "add_contact",
    "INSERT INTO contacts (municipality, contract_id, family_id, number, recorded_at, recorded_by,"
    "  sealed) VALUES ($1, $2, $3, 9, '2020-03-01', 'x', 'sealed')"};
constexpr Statement kRewrapFamilies = {"rewrap_families",
                                       "UPDATE family_keys SET contract_key_number = 1"};
constexpr Statement kRewrapContract = {"rewrap_contract",
                                       "UPDATE contract_keys SET master_number = 1"};
constexpr Statement kAddStep = {
    "add_step",
    "INSERT INTO family_steps (municipality, contract_id, family_id, number, kind, occurred_on,"
    "  recorded_at, recorded_by) VALUES ($1, $2, $3, 9, 2, '2020-03-01', '2020-03-01', 'x')"};
constexpr Statement kChangeFamilies = {"change_families", "UPDATE families SET version = 9"};
constexpr Statement kLog = {
    "add_access_entry",
    "INSERT INTO access_log (municipality, contract_id, sequence, recorded_at, entry, hash) "
    "VALUES ($1, $2, 99, '2020-02-01', '', sha256(''))"};

class PartnerPoliciesTest : public Scene {
 protected:
  PartnerPoliciesTest() {
    Refer(kPartnerA);
    of_a = OnlyFamily();
    of_nobody = Register();
    EXPECT_THAT(families.Get(Coordinator(Effect::kReads), of_a), IsOk());
    EXPECT_THAT(app::Concerns(means).Record(
                    Coordinator(Effect::kCares),
                    {of_a, domain::ConcernKind::kConcern, kMarch, domain::Personal("Zorg")}),
                IsOk());
    EXPECT_THAT(
        app::Duplicates(means).KeepApart(Coordinator(Effect::kCares),
                                         {of_a, of_nobody, kMarch, 0, 0, domain::Personal("Twee")}),
        IsOk());
    EXPECT_THAT(app::Links(means).Renew(Coordinator(Effect::kCares), of_a), IsOk());
    EXPECT_THAT(fixture.database().Run(Scope::Tenant(tenant),
                                       [&](ScopedTransaction& transaction) {
                                         InsertDeparture(transaction, tenant, of_a, tenant.contract,
                                                         fixture.Now());
                                         return absl::OkStatus();
                                       }),
                IsOk());
    EXPECT_THAT(
        app::Demands(means, [] {}).Register(Coordinator(Effect::kStarts), tenant.municipality, {}),
        IsOk());
  }

  TenantScope As(const std::string& partner) {
    TenantScope scope = tenant;
    scope.partner = partner;
    return scope;
  }

  // Rows of each table of kAll that the scope sees.
  std::vector<int> Visible(const TenantScope& scope) {
    std::vector<int> rows;
    EXPECT_THAT(
        fixture.database().Run(Scope::Tenant(scope),
                               [&](ScopedTransaction& transaction) {
                                 for (const Statement& statement : kAll) {
                                   rows.push_back(transaction.Run(statement)[0][0].as<int>());
                                 }
                                 return absl::OkStatus();
                               }),
        IsOk());
    return rows;
  }

  // Runs under the partner's scope; answers how many rows were touched.
  absl::StatusOr<int> Try(const std::string& partner, const Statement& statement,
                          std::initializer_list<Param> params) {
    return fixture.database().Run(
        Scope::Tenant(As(partner)), [&](ScopedTransaction& transaction) -> absl::StatusOr<int> {
          return static_cast<int>(transaction.Run(statement, params).affected_rows());
        });
  }

  domain::FamilyId of_a, of_nobody;
};

// What a row that may not be written comes to. The driver does not say why; that the statements
// are right is for the coordinator to show.
const auto IsForbidden = [] { return Fails(StatusCode::kInternal, "DATABASE_ERROR"); };

TEST_F(PartnerPoliciesTest, AnotherPartnerSeesNoRowOfAnyTable) {
  EXPECT_THAT(Visible(As(kPartnerB)), Each(0));
}

TEST_F(PartnerPoliciesTest, ThePartnerSeesNoRowOfAnyTableInAnotherContract) {
  TenantScope other = fixture.OpenContract();
  other.partner = kPartnerA;
  EXPECT_THAT(Visible(other), Each(0));
}

TEST_F(PartnerPoliciesTest, ThePartnerSeesItsReferralAndNoPerson) {
  EXPECT_THAT(Visible(As(kPartnerA)),
              ElementsAre(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}

TEST_F(PartnerPoliciesTest, ACoordinatorSeesAll) {
  EXPECT_THAT(Visible(tenant),
              ElementsAre(2, 2, 1, 5, 2, 2, 2, 2, 0, 0, 2, 1, 1, 6, 2, 1, 1, 0, 1, 1, 1, 1, 0));
}

// Demand lies under no contract.
TEST_F(PartnerPoliciesTest, APartnerSeesNoUnservedDemand) {
  TenantScope nobodys = WithoutContract(tenant.municipality);
  EXPECT_EQ(Visible(nobodys).back(), 1);
  nobodys.partner = kPartnerA;
  EXPECT_EQ(Visible(nobodys).back(), 0);
}

TEST_F(PartnerPoliciesTest, WhatPartnersMayNotWriteACoordinatorMay) {
  constexpr char kNoPartner[] = "";
  EXPECT_THAT(Try(kNoPartner, kAddFamily, {tenant.municipality, tenant.contract, kPartnerA}),
              IsOk());
  EXPECT_THAT(
      Try(kNoPartner, kAddReferral, {tenant.municipality, tenant.contract, of_nobody, kPartnerB}),
      IsOk());
  for (const Statement& statement : {kAddAdult, kAddChild, kAddContact, kAddStep}) {
    EXPECT_THAT(Try(kNoPartner, statement, {tenant.municipality, tenant.contract, of_a}), IsOk())
        << statement.name;
  }
  EXPECT_THAT(Try(kNoPartner, kLog, {tenant.municipality, tenant.contract}), IsOk());
  EXPECT_EQ(*Try(kNoPartner, kChangeFamilies, {}), 3);
}

TEST_F(PartnerPoliciesTest, NoPartnerWritesInTheNameOfAnother) {
  EXPECT_THAT(Try(kPartnerB, kAddFamily, {tenant.municipality, tenant.contract, kPartnerA}),
              IsForbidden());
  EXPECT_THAT(Try(kPartnerB, kAddFamily, {tenant.municipality, tenant.contract, std::nullopt}),
              IsForbidden());
  for (const domain::FamilyId& family : {of_a, of_nobody}) {
    for (const char* partner : {kPartnerA, kPartnerB}) {
      EXPECT_THAT(
          Try(kPartnerB, kAddReferral, {tenant.municipality, tenant.contract, family, partner}),
          IsForbidden());
    }
  }
}

TEST_F(PartnerPoliciesTest, NoPartnerAddsToAFamilyThatItDidNotRefer) {
  for (const domain::FamilyId& family : {of_a, of_nobody}) {
    for (const Statement& statement : {kAddAdult, kAddChild, kAddContact, kAddStep}) {
      EXPECT_THAT(Try(kPartnerB, statement, {tenant.municipality, tenant.contract, family}),
                  IsForbidden())
          << statement.name;
    }
  }
}

TEST_F(PartnerPoliciesTest, APartnerBringsAFamilyInAndChangesNothingAfterThat) {
  EXPECT_THAT(Try(kPartnerA, kAddStep, {tenant.municipality, tenant.contract, of_a}),
              IsForbidden());
  const auto changed = Try(kPartnerA, kChangeFamilies, {});
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(*changed, 0);
}

TEST_F(PartnerPoliciesTest, APartnerChangesNoKey) {
  EXPECT_EQ(*Try("", kRewrapFamilies, {}), 2);
  EXPECT_EQ(*Try("", kRewrapContract, {}), 2);
  EXPECT_EQ(*Try(kPartnerA, kRewrapFamilies, {}), 0);
  EXPECT_THAT(Try(kPartnerA, kRewrapContract, {}), IsForbidden());
}

TEST_F(PartnerPoliciesTest, APartnerWritesNothingIntoTheAccessLog) {
  EXPECT_THAT(Try(kPartnerA, kLog, {tenant.municipality, tenant.contract}), IsForbidden());
}

TEST_F(PartnerPoliciesTest, TheNextTransactionOfTheConnectionIsBoundToNoPartner) {
  auto options = fixture.fresh().As("registration");
  options.connections = 1;
  platform::postgres::Database database(options);
  const auto families_seen = [&](const TenantScope& scope) {
    return database.Run(Scope::Tenant(scope), [](ScopedTransaction& transaction) {
      return absl::StatusOr<int>(transaction.Run(kAll[0])[0][0].as<int>());
    });
  };
  EXPECT_EQ(*families_seen(As(kPartnerB)), 0);
  EXPECT_EQ(*families_seen(tenant), 2);
  EXPECT_EQ(*families_seen(As(kPartnerB)), 0);
}

}  // namespace
}  // namespace buurtbrug::registration::store
