#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/result>

#include "absl/strings/str_cat.h"
#include "matching/app/told_scene_test.h"
#include "matching/store/directory_sql.h"
#include "matching/store/directory_store.h"

namespace buurtbrug::matching::app {
namespace {

using platform::postgres::Scope;
using platform::testing::IsOk;
using store::DirectoryRows;
using store::Refreshed;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Optional;
using ::testing::SizeIs;

// Profiles follow registration's feed, and a copy of them follows the profiles.
class ProfilesTest : public ToldScene {
 protected:
  absl::StatusOr<Refreshed> Refresh(DirectoryRows& rows) {
    return fixture_.database().Run(Scope::Tenant(tenant_), [&](ScopedTransaction& transaction) {
      return store::RefreshRows(transaction, tenant_, rows);
    });
  }
  domain::FamilyCard CardOf(const FamilyId& family) {
    DirectoryRows rows;
    EXPECT_THAT(Refresh(rows), IsOk());
    return rows.families.at(family).value;
  }
  // Everything that is kept but in which transaction.
  std::string AllProfiles() {
    return Ask(
        "SELECT jsonb_agg(to_jsonb(p) - 'changed_in' ORDER BY family_id) FROM matching.profiles p");
  }
};

TEST_F(ProfilesTest, AProfileIsKeptInFull) {
  const FamilyId request = NewRequest();
  const domain::FamilyCard card = CardOf(request);
  EXPECT_EQ(card.role, domain::FamilyRole::kRequest);
  EXPECT_EQ(card.state, domain::FamilyState::kWaiting);
  EXPECT_THAT(card.waiting_since, Optional(absl::CivilDay(2020, 9, 1)));
  ASSERT_TRUE(card.profile);
  EXPECT_EQ(card.profile->told_on, absl::CivilDay(2020, 11, 10));
  EXPECT_EQ(card.profile->area, "3361");
  EXPECT_EQ(card.profile->urgency, 2);
  ASSERT_THAT(card.profile->needs, SizeIs(2));
  EXPECT_EQ(card.profile->needs[1].child, 2);
  EXPECT_EQ(card.profile->needs[1].terms.moments, 1U << 10);
  EXPECT_EQ(card.profile->needs[1].terms.distance_km, 5);
  ASSERT_THAT(card.profile->children, SizeIs(2));
  EXPECT_EQ(card.profile->children[1].years, 11);
  EXPECT_FALSE(card.household);

  const domain::FamilyCard support = CardOf(NewSupport());
  EXPECT_EQ(support.capacity, 1);
  ASSERT_TRUE(support.profile->offer);
  EXPECT_EQ(support.profile->offer->oldest_age, 12);
  EXPECT_THAT(support.profile->willing_on, Optional(absl::CivilDay(2020, 11, 10)));
}

TEST_F(ProfilesTest, TheLastNewsOfEachKindCountsInWhateverOrderItComes) {
  const FamilyId family = NewId();
  const auto profile = [&](const char* area) {
    auto told = RequestProfile(family);
    told.set_area(area);
    return EntryOf(tenant_, told, kDay);
  };
  const auto step = [&](registration::v1::FamilyState state, registration::v1::FamilyStepKind kind,
                        absl::CivilDay day) {
    registration::v1::FamilyChanged changed;
    changed.set_family_id(family.ToString());
    changed.set_role(registration::v1::FAMILY_ROLE_REQUEST);
    changed.set_state(state);
    changed.set_step(kind);
    return EntryOf(tenant_, changed, day);
  };
  const auto registered = step(registration::v1::FAMILY_STATE_REGISTERED,
                               registration::v1::FAMILY_STEP_KIND_REGISTERED, kDay - 9);
  const auto early = profile("3361");
  const auto intake = step(registration::v1::FAMILY_STATE_WAITING,
                           registration::v1::FAMILY_STEP_KIND_INTAKE_DONE, kDay - 5);
  const auto late = profile("3362");
  for (const auto& entry : {late, early, intake, registered}) {
    Apply(entry);
  }
  const domain::FamilyCard card = CardOf(family);
  EXPECT_EQ(card.profile->area, "3362");
  EXPECT_EQ(card.state, domain::FamilyState::kWaiting);
  EXPECT_THAT(card.waiting_since, Optional(kDay - 5));
}

TEST_F(ProfilesTest, WhoCameAndWentIsKnown) {
  const FamilyId request = NewRequest();
  registration::v1::HouseholdChanged changed;
  changed.set_family_id(request.ToString());
  changed.add_children(2);
  Tell(changed);
  EXPECT_THAT(CardOf(request).household, Optional(ElementsAre(2)));
  changed.clear_children();
  Tell(changed);
  EXPECT_THAT(CardOf(request).household, Optional(IsEmpty()));
}

TEST_F(ProfilesTest, AnErasedFamilyHasNoProfileAndGetsNoneAgain) {
  const FamilyId request = NewRequest();
  registration::v1::FamilyErased erased;
  erased.set_family_id(request.ToString());
  Tell(erased);
  const auto nothing = [&] {
    const domain::FamilyCard card = CardOf(request);
    return card.erased && !card.profile && !card.household && !card.waiting_since;
  };
  EXPECT_TRUE(nothing());
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.profiles WHERE told IS NOT NULL"), "0\n");
  ReadAgain();
  EXPECT_TRUE(nothing());
}

TEST_F(ProfilesTest, AFamilyThatIsCarriedOverIsAsItWas) {
  const FamilyId request = NewRequest();
  const std::string kept =
      Ask("SELECT encode(told, 'hex') || told_on || waiting_since FROM matching.profiles");
  registration::v1::FamilyCarriedOver carried;
  carried.set_family_id(request.ToString());
  carried.set_role(registration::v1::FAMILY_ROLE_REQUEST);
  carried.set_state(registration::v1::FAMILY_STATE_WAITING);
  carried.set_children(2);
  carried.set_from_contract_id(tenant_.contract.ToString());
  tenant_ = fixture_.OpenContract();
  Tell(carried, kDay + 1);
  EXPECT_TRUE(CardOf(request).profile);
  EXPECT_EQ(Ask("SELECT encode(told, 'hex') || told_on || waiting_since FROM matching.profiles "
                "WHERE contract_id = '" +
                tenant_.contract.ToString() + "'"),
            kept);
  // What is told here from now on is the last.
  auto told = RequestProfile(request);
  told.set_area("3362");
  Tell(told);
  EXPECT_EQ(CardOf(request).profile->area, "3362");
}

TEST_F(ProfilesTest, TheFeedReadFromItsBeginningMakesTheSameProfilesAndMendsThem) {
  const FamilyId request = NewRequest();
  NewSupport();
  auto again = RequestProfile(request);
  again.set_urgency(3);
  Tell(again);
  registration::v1::HouseholdChanged changed;
  changed.set_family_id(request.ToString());
  changed.add_children(1);
  Tell(changed);
  registration::v1::FamilyErased erased;
  erased.set_family_id(NewRequest().ToString());
  Tell(erased);
  registration::v1::FamilyMerged merged;
  merged.set_family_id(NewRequest().ToString());
  merged.set_into_family_id(request.ToString());
  Tell(merged);
  const std::string before = AllProfiles();
  EXPECT_NE(before, "");

  ReadAgain();
  EXPECT_EQ(AllProfiles(), before);
  Ask("UPDATE matching.profiles SET told = NULL, state = 1 WHERE NOT erased RETURNING 1");
  Ask("UPDATE matching.profiles SET household = '{7}' WHERE household IS NOT NULL RETURNING 1");
  EXPECT_NE(AllProfiles(), before);
  ReadAgain();
  EXPECT_EQ(AllProfiles(), before);
  Ask("DELETE FROM matching.profiles RETURNING 1");
  ReadAgain();
  EXPECT_EQ(AllProfiles(), before);
}

TEST_F(ProfilesTest, ACopyIsBroughtUpToDateByWhatChanged) {
  const FamilyId request = NewRequest();
  DirectoryRows rows;
  EXPECT_EQ(*Refresh(rows), Refreshed::kRows);
  EXPECT_THAT(rows.families, SizeIs(1));
  EXPECT_EQ(*Refresh(rows), Refreshed::kSame);
  const FamilyId support = NewSupport();
  EXPECT_EQ(*Refresh(rows), Refreshed::kRows);
  EXPECT_THAT(rows.families, SizeIs(2));
  EXPECT_THAT(rows.readiness, SizeIs(1));
  const domain::MatchId match = Propose(request, support);
  EXPECT_EQ(*Refresh(rows), Refreshed::kRows);
  EXPECT_EQ(rows.matches.at(match).value.state, domain::MatchState::kProposed);
  Move(match, domain::MatchState::kDeclined);
  EXPECT_EQ(*Refresh(rows), Refreshed::kRows);
  EXPECT_EQ(rows.matches.at(match).value.state, domain::MatchState::kDeclined);
  Ask("UPDATE matching.contracts SET last_day = '2022-12-31' RETURNING 1");
  EXPECT_EQ(*Refresh(rows), Refreshed::kTermOnly);
  Ask("UPDATE matching.area_points SET x_m = 1 WHERE area = '3361' RETURNING 1");
  EXPECT_EQ(*Refresh(rows), Refreshed::kRows);
  EXPECT_EQ(rows.areas.at("3361").value.x_m, 1);
  EXPECT_EQ(*Refresh(rows), Refreshed::kSame);
}

TEST_F(ProfilesTest, WhatAnOlderTransactionCommitsLaterIsNotMissed) {
  const FamilyId first = NewSupport();
  const FamilyId second = NewSupport();
  const auto told = [&](const FamilyId& family) {
    auto profile = SupportProfile(family);
    profile.set_area("3361");
    return EntryOf(tenant_, profile, kDay);
  };
  const auto entry_of_first = told(first);
  const auto entry_of_second = told(second);
  DirectoryRows rows;
  ASSERT_THAT(Refresh(rows), IsOk());
  ASSERT_THAT(fixture_.database().Run(
                  Scope::Tenant(tenant_),
                  [&](ScopedTransaction& transaction) -> absl::Status {
                    const absl::Status applied = news_.Apply(transaction, entry_of_first);
                    // A later transaction commits first, and is read.
                    Apply(entry_of_second);
                    EXPECT_EQ(*Refresh(rows), Refreshed::kRows);
                    EXPECT_EQ(rows.families.at(first).value.profile->area, "3362");
                    EXPECT_EQ(rows.families.at(second).value.profile->area, "3361");
                    // It is looked at again, and is nothing new.
                    EXPECT_EQ(*Refresh(rows), Refreshed::kSame);
                    return applied;
                  }),
              IsOk());
  EXPECT_EQ(*Refresh(rows), Refreshed::kRows);
  EXPECT_EQ(rows.families.at(first).value.profile->area, "3361");
}

TEST_F(ProfilesTest, WhatChangedIsFoundByAnIndex) {
  const std::string key =
      absl::StrCat("'", tenant_.municipality, "', '", tenant_.contract.ToString(), "'::uuid");
  Ask(absl::StrCat("INSERT INTO matching.profiles SELECT ", key,
                   ", gen_random_uuid(), 2, 3, 0, 1, i FROM generate_series(1, 5000) AS i"));
  Ask(absl::StrCat("INSERT INTO matching.readiness SELECT ", key,
                   ", family_id, '2020-01-01', 1, '' FROM matching.profiles"));
  Ask("ANALYZE matching.profiles, matching.readiness");
  for (const platform::postgres::Statement& statement :
       {store::sql::kDirectoryState, store::sql::kDirectoryFamilies,
        store::sql::kDirectoryReadiness}) {
    const std::string name = absl::StrCat("explained_", statement.name);
    const std::string sql = absl::StrCat("EXPLAIN ", statement.sql);
    std::string plan;
    ASSERT_THAT(fixture_.database().Run(
                    Scope::Tenant(tenant_),
                    [&](ScopedTransaction& transaction) {
                      for (const auto& row : transaction.Run(
                               {name.c_str(), sql.c_str()},
                               {tenant_.municipality, tenant_.contract, uint64_t{1} << 40})) {
                        absl::StrAppend(&plan, row[0].c_str(), "\n");
                      }
                      return absl::OkStatus();
                    }),
                IsOk());
    EXPECT_THAT(plan, Not(::testing::ContainsRegex("Seq Scan on (profiles|readiness)"))) << plan;
    EXPECT_THAT(plan, ::testing::HasSubstr("_changed"));
  }
}

}  // namespace
}  // namespace buurtbrug::matching::app
