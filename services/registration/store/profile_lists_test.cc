#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/result>

#include "absl/strings/str_cat.h"
#include "registration/api/profile_scene_test.h"
#include "registration/store/profile_sql.h"

// The tables of needs, offers and matches by themselves: what partners see of them, and what their
// lists cost.
namespace buurtbrug::registration::store {
namespace {

using platform::postgres::Param;
using platform::postgres::Scope;
using platform::postgres::Statement;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Statement kAll[] = {
    {"all_profile_steps", "SELECT count(*) FROM profile_steps"},
    {"all_family_lists", "SELECT count(*) FROM family_lists"},
    {"all_family_matches", "SELECT count(*) FROM family_matches"},
};
constexpr Statement kAdd[] = {
    {"add_profile_step",
     "INSERT INTO profile_steps (municipality, contract_id, family_id, number, kind, occurred_on,"
     "  recorded_at, recorded_by, correction) "
     "VALUES ($1, $2, $3, 9, 5, '2020-03-01', '2020-03-01', 'x', false)"},
    {"add_family_match",
     "INSERT INTO family_matches (municipality, contract_id, family_id, match_id, state, sequence)"
     " VALUES ($1, $2, $3, gen_random_uuid(), 1, 9)"},
    {"change_family_lists",
     "INSERT INTO family_lists (municipality, contract_id, family_id) VALUES ($1, $2, $3) "
     "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET priority = 1"},
};

class ProfileListsTest : public api::ProfileScene {
 protected:
  std::vector<int> Visible(const std::string& partner) {
    std::vector<int> rows;
    EXPECT_THAT(
        fixture.database().Run(Scope::Tenant(As(partner)),
                               [&](ScopedTransaction& transaction) {
                                 for (const Statement& statement : kAll) {
                                   rows.push_back(transaction.Run(statement)[0][0].as<int>());
                                 }
                                 return absl::OkStatus();
                               }),
        IsOk());
    return rows;
  }

  absl::Status Try(const std::string& partner, const Statement& statement,
                   const domain::FamilyId& family) {
    return fixture.database().Run(
        Scope::Tenant(As(partner)), [&](ScopedTransaction& transaction) -> absl::Status {
          transaction.Run(statement, {tenant.municipality, tenant.contract, family});
          return absl::OkStatus();
        });
  }

  TenantScope As(const std::string& partner) {
    TenantScope scope = tenant;
    scope.partner = partner;
    return scope;
  }

  // 10,000 request families that wait and as many support families that are free, in this contract
  // and in another one.
  void Fill() {
    const TenantScope other = fixture.OpenContract({.municipality = "0392"});
    for (const TenantScope& scope : {tenant, other}) {
      for (const int role : {1, 2}) {
        const std::string key =
            absl::StrCat("'", scope.municipality, "', '", scope.contract.ToString(), "'::uuid");
        fixture.fresh().Ask(absl::StrCat(
            "WITH f AS (INSERT INTO registration.families (municipality, contract_id, family_id,"
            " role, state, registered_on, area, version) SELECT ",
            key, ", gen_random_uuid(), ", role, ", ", role + 1,
            ", '2020-01-01', '3361', 1 FROM generate_series(1, 10000) RETURNING family_id) "
            "INSERT INTO registration.family_lists (municipality, contract_id, family_id, priority,"
            " kinds, children, waiting_since, free_since) SELECT ",
            key,
            ", family_id, 1 + (random() * 2)::int, 1 << (random() * 13)::int, '{1}',"
            " CASE WHEN ",
            role, " = 1 THEN date '2020-01-01' + (random() * 300)::int END, CASE WHEN ", role,
            " = 2 THEN date '2020-01-01' + (random() * 300)::int END FROM f"));
      }
    }
    fixture.fresh().Ask("ANALYZE registration.family_lists");
  }

  // What the statement does under the scope of the tenant, and how long it takes.
  std::string Explain(const Statement& statement, std::initializer_list<Param> params) {
    const std::string sql = absl::StrCat("EXPLAIN (ANALYZE, BUFFERS) ", statement.sql);
    std::string plan;
    EXPECT_THAT(fixture.database().Run(
                    Scope::Tenant(tenant),
                    [&](ScopedTransaction& transaction) {
                      transaction.Run(sql::kInOrder);
                      for (const auto& row : transaction.Run({"explained", sql.c_str()}, params)) {
                        absl::StrAppend(&plan, row[0].c_str(), "\n");
                      }
                      return absl::OkStatus();
                    }),
                IsOk());
    return plan;
  }
};

TEST_F(ProfileListsTest, APartnerSeesTheMatchesOfItsFamilyAndNothingElse) {
  Refer(kPartnerA);
  const std::string of_a = OnlyFamily().ToString();
  const std::string of_nobody = NewSupportFamily("2020-03-10");
  ASSERT_THAT(Needs(of_a, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})}), IsOk());
  Tell(kMatch, of_a, of_nobody, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-01");

  EXPECT_THAT(Visible(""), ElementsAre(1, 2, 2));
  EXPECT_THAT(Visible(kPartnerA), ElementsAre(0, 0, 1));
  EXPECT_THAT(Visible(kPartnerB), Each(0));
  const auto family = *domain::FamilyId::Parse("", of_a);
  for (const Statement& statement : kAdd) {
    EXPECT_THAT(Try(kPartnerA, statement, family),
                Fails(absl::StatusCode::kInternal, "DATABASE_ERROR"))
        << statement.name;
    EXPECT_THAT(Try("", statement, family), IsOk()) << statement.name;
  }
}

TEST_F(ProfileListsTest, APageOfTheWaitingListReadsItsPartOfAnIndexWhereverItBegins) {
  Fill();
  const std::string first =
      Explain(sql::kListWaiting, {tenant.municipality, tenant.contract, 0, absl::CivilDay(1, 1, 1),
                                  platform::core::Uuid(), 0, 50});
  EXPECT_THAT(first, HasSubstr("family_lists_unmet"));
  EXPECT_THAT(first, Not(HasSubstr("Sort")));
  const std::string middle =
      Explain(sql::kListWaiting, {tenant.municipality, tenant.contract, 2,
                                  absl::CivilDay(2020, 6, 1), platform::core::Uuid(), 0, 50});
  EXPECT_THAT(middle, HasSubstr("family_lists_unmet"));
  EXPECT_THAT(middle, Not(HasSubstr("Sort")));
  EXPECT_THAT(middle, Not(HasSubstr("Rows Removed by Filter")));
  RecordProperty("first_page", first);
  RecordProperty("middle_page", middle);
}

TEST_F(ProfileListsTest, APageOfTheUnmatchedReadsItsPartOfAnIndexWhereverItBegins) {
  Fill();
  const std::string plan =
      Explain(sql::kListFree, {tenant.municipality, tenant.contract, absl::CivilDay(2020, 6, 1),
                               platform::core::Uuid(), 50});
  EXPECT_THAT(plan, HasSubstr("family_lists_free"));
  EXPECT_THAT(plan, Not(HasSubstr("Sort")));
  EXPECT_THAT(plan, Not(HasSubstr("Rows Removed by Filter")));
  RecordProperty("page", plan);
}

}  // namespace
}  // namespace buurtbrug::registration::store
