#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/app/concluded_test.h"
#include "matching/app/match_lives.h"
#include "matching/app/matches.h"
#include "matching/app/renewals.h"
#include "matching/store/match_life_store.h"
#include "matching/store/profile_store.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::matching::app {

using absl::StatusCode;
using domain::MatchState;
using platform::access::Effect;
using platform::core::ContractId;
using platform::core::NewUuid;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::testing::Fails;
using platform::testing::IsOk;

inline constexpr absl::CivilDay kMay(2020, 5, 4);
inline constexpr domain::Signatures kSigned = {domain::Signature::kGiven,
                                               domain::Signature::kGiven};

// A contract that ended on 31 October 2020 and is in its run-off, and the one that follows it.
class RenewalScene : public ::testing::Test {
 protected:
  Call CallOf(const TenantScope& tenant, Effect effect = Effect::kAdministers) {
    return fixture_.NewCall(tenant, effect);
  }
  Call Carries() { return CallOf(new_); }

  template <typename Event>
  void Tell(const TenantScope& tenant, Event event, const domain::FamilyId& family) {
    event.set_family_id(family.ToString());
    event.set_children(2);
    platform::feed::Entry entry;
    entry.position.sequence = ++told_;
    entry.tenant = tenant;
    entry.fact = platform::feed::MakeFact(NewUuid(fixture_.Now(), fixture_.random()), kMay, event);
    ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant),
                                        [&](ScopedTransaction& transaction) {
                                          return store::ApplyRegistration(transaction, entry);
                                        }),
                IsOk());
  }

  domain::FamilyId NewFamily(registration::v1::FamilyRole role,
                             registration::v1::FamilyState state) {
    const domain::FamilyId family(NewUuid(fixture_.Now(), fixture_.random()));
    registration::v1::FamilyChanged event;
    event.set_role(role);
    event.set_state(state);
    Tell(old_, event, family);
    return family;
  }

  domain::FamilyId NewSupport() {
    return NewFamily(registration::v1::FAMILY_ROLE_SUPPORT,
                     registration::v1::FAMILY_STATE_AVAILABLE);
  }

  void Record(const domain::MatchId& match, MatchState next, absl::CivilDay day,
              const std::string& reason = "") {
    ASSERT_THAT(matches_.RecordStep(CallOf(old_, Effect::kCares),
                                    Concluded({match, next, day, 0, reason, kSigned})),
                IsOk());
  }

  domain::MatchId Agreed() {
    const auto receipt = matches_.Propose(
        CallOf(old_, Effect::kStarts),
        {kMay,
         NewFamily(registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING),
         {2, 1},
         NewFamily(registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE),
         "Om de \"hoek\"."});
    EXPECT_THAT(receipt, IsOk());
    const domain::MatchId match(receipt->subject);
    Record(match, MatchState::kIntroduced, kMay + 1);
    Record(match, MatchState::kAgreed, kMay + 2);
    return match;
  }
  domain::MatchId InTrial() {
    const domain::MatchId match = Agreed();
    EXPECT_THAT(
        matches_.StartTrial(CallOf(old_, Effect::kStarts), {match, MatchState::kInTrial, kMay + 3}),
        IsOk());
    return match;
  }
  domain::MatchId Definitive() {
    const domain::MatchId match = InTrial();
    Record(match, MatchState::kDefinitive, kMay + 60);
    return match;
  }

  // What the tables hold of a contract, with every column but the contract's and the carry marks.
  std::string RowsOf(const TenantScope& tenant) {
    std::string rows;
    for (const char* table :
         {"matches", "match_steps", "match_occurrences", "match_agreements", "match_offers"}) {
      absl::StrAppend(
          &rows, table, "\n",
          Ask(absl::StrCat("SELECT to_jsonb(t) - 'contract_id'"
                           " - 'carried_from_contract_id' - 'carried_counted' - 'changed_in'"
                           " FROM matching.",
                           table, " t WHERE contract_id = '", tenant.contract.ToString(),
                           "' ORDER BY 1")));
    }
    return rows;
  }
  std::string Count(const TenantScope& tenant, const std::string& table) {
    return Ask(absl::StrCat("SELECT count(*) FROM matching.", table, " WHERE contract_id = '",
                            tenant.contract.ToString(), "'"));
  }
  std::string Ask(const std::string& sql) { return fixture_.fresh().Ask(sql); }

  std::vector<MatchState> States(const TenantScope& tenant) {
    std::vector<MatchState> states;
    const auto matches = matches_.List(CallOf(tenant, Effect::kReads), {});
    EXPECT_THAT(matches, IsOk());
    for (const domain::MatchHead& match : *matches) {
      states.push_back(match.state);
    }
    return states;
  }

  // Places that matches take of a support family.
  int Taken(const TenantScope& tenant, const domain::FamilyId& family) {
    int taken = -1;
    EXPECT_THAT(fixture_.database().Run(Scope::Tenant(tenant),
                                        [&](ScopedTransaction& transaction) {
                                          taken = store::PlacesTaken(transaction, tenant, family,
                                                                     absl::CivilDay(2020, 11, 15))
                                                      .running;
                                          return absl::OkStatus();
                                        }),
                IsOk());
    return taken;
  }

  // What was told of matches that came to a new contract, the last one first.
  std::vector<v1::MatchCarriedOver> AllTold() {
    std::vector<v1::MatchCarriedOver> told;
    const std::string lines =
        Ask("SELECT encode(event, 'hex') FROM matching.feed_entries"
            " WHERE type = 'buurtbrug.matching.v1.MatchCarriedOver' ORDER BY sequence DESC");
    for (const absl::string_view hex : absl::StrSplit(lines, '\n', absl::SkipEmpty())) {
      EXPECT_TRUE(told.emplace_back().ParseFromString(absl::HexStringToBytes(hex)));
    }
    return told;
  }
  v1::MatchCarriedOver Told() { return AllTold().at(0); }
  v1::MatchCarriedOver ToldOf(const domain::MatchId& match) {
    for (const v1::MatchCarriedOver& told : AllTold()) {
      if (told.match_id() == match.ToString()) {
        return told;
      }
    }
    return {};
  }

  platform::testing::TenantFixture fixture_{"matching"};
  TenantScope old_ = fixture_.OpenContract({.last_day = "2020-10-31", .run_off_day = "2021-04-30"});
  TenantScope new_ = fixture_.OpenContract({.first_day = "2020-11-01", .follows = old_.contract});
  Matches matches_{fixture_.database(), fixture_.gate(), fixture_.random(),
                   [](const Call&, const domain::FamilyId&, absl::CivilDay) {
                     return domain::Readiness{{}, 1};
                   },
                   [] { return absl::OkStatus(); }};
  MatchLives lives_{fixture_.database(), fixture_.gate(), fixture_.random(),
                    [](const Call&, const domain::FamilyId&, absl::CivilDay) {
                      return domain::Readiness{{}, 1};
                    },
                    [] { return absl::OkStatus(); }};
  // Families that registration has copied, and the news of which is on its way.
  std::vector<domain::FamilyId> copied_;
  absl::Status registration_ = absl::OkStatus();
  absl::Status feed_ = absl::OkStatus();
  int asked_ = 0;
  Renewals renewals_{fixture_.database(),
                     fixture_.gate(),
                     fixture_.clock(),
                     fixture_.random(),
                     [this](const Call& call, const ContractId& from,
                            const std::vector<domain::FamilyId>& families) {
                       EXPECT_EQ(call.scope, new_);
                       EXPECT_EQ(from, old_.contract);
                       ++asked_;
                       copied_ = families;
                       return registration_;
                     },
                     [] { return absl::OkStatus(); },
                     [this] {
                       if (feed_.ok()) {
                         for (const domain::FamilyId& family : copied_) {
                           Tell(new_, registration::v1::FamilyCarriedOver(), family);
                         }
                       }
                       return feed_;
                     }};

 private:
  uint64_t told_ = 0;
};

}  // namespace buurtbrug::matching::app
