#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matching/app/exclusions.h"
#include "matching/app/pool_scene_test.h"
#include "matching/app/renewals.h"

namespace buurtbrug::matching::app {
namespace {

using domain::MatchState;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class PooledRenewalTest : public PoolScene {
 protected:
  // A match of the request family with the offered one, whose trial can begin.
  domain::MatchId Agreed(const FamilyId& request, const FamilyId& offered) {
    Refresh();
    const auto proposed = ProposeAcross(request, HereOf(offered));
    EXPECT_THAT(proposed, IsOk());
    const domain::MatchId match(proposed->subject);
    const domain::Signatures signed_by_both = {domain::Signature::kGiven,
                                               domain::Signature::kGiven};
    for (const MatchState next : {MatchState::kIntroduced, MatchState::kAgreed}) {
      EXPECT_THAT(across_matches_.RecordStep(Starts(), {match, next, kDay, 0, "", signed_by_both}),
                  IsOk());
    }
    return match;
  }
  absl::StatusOr<Receipt> TryTrial(const domain::MatchId& match) {
    return across_matches_.StartTrial(Starts(), {match, MatchState::kInTrial, kDay});
  }
  domain::MatchId InTrial(const FamilyId& request, const FamilyId& offered) {
    const domain::MatchId match = Agreed(request, offered);
    EXPECT_THAT(TryTrial(match), IsOk());
    return match;
  }
  // The offering contract is renewed; the family came along for another match, and the new contract
  // offers it. The one before.
  TenantScope RenewOffering(const FamilyId& offered) {
    TenantScope old = offering_;
    offering_ = fixture_.OpenContract({.municipality = "0397", .follows = old.contract});
    InOffering([&] {
      Step(offered, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
           registration::v1::FAMILY_STEP_KIND_SCREENING_DONE, absl::CivilDay(2020, 9, 1), 1);
      Agree(offered);
    });
    Consent("offering", old, {absl::CivilDay(2020, 10, 1), absl::CivilDay(2020, 11, 14)}, 2);
    Consent("renewed", offering_, {absl::CivilDay(2020, 11, 1)});
    pools_.Learn(platform::testing::ContractEntry(offering_, {absl::CivilDay(2020, 1, 1)}));
    Refresh();
    return old;
  }
  void EndTrial(const domain::MatchId& match) {
    StepInput input = {match, MatchState::kEndedInTrial, kDay, 0, "Zo is het.", {}};
    input.cause = domain::EndCause::kOther;
    input.wished_by = domain::WishedBy::kRequestFamily;
    ASSERT_THAT(across_matches_.RecordStep(Starts(), input), IsOk());
    FollowOwnFeed();
  }
  // Carries what runs over to `next`; registration tells of the families that it is asked for.
  absl::StatusOr<CarriedOver> CarryOver(const TenantScope& next, registration::v1::FamilyRole role,
                                        registration::v1::FamilyState state) {
    Renewals renewals(
        fixture_.database(), fixture_.gate(), fixture_.clock(), fixture_.random(),
        [&](const Call&, const platform::core::ContractId&, const std::vector<FamilyId>& families) {
          carried_families_ = families;
          return absl::OkStatus();
        },
        [] { return absl::OkStatus(); },
        [&] {
          for (const FamilyId& family : carried_families_) {
            registration::v1::FamilyCarriedOver carried;
            carried.set_family_id(family.ToString());
            carried.set_role(role);
            carried.set_state(state);
            carried.set_children(2);
            carried.set_capacity(1);
            const TenantScope here = std::exchange(tenant_, next);
            Tell(carried);
            tenant_ = here;
          }
          return absl::OkStatus();
        });
    return renewals.CarryOver(fixture_.NewCall(next, platform::access::Effect::kAdministers), {});
  }
  // Of the reservations of a contract: state, last day, and that of the match as it was told.
  std::string PlacesOf(const TenantScope& contract) {
    return Ask(absl::StrCat(
        "SELECT string_agg(place, ' ' ORDER BY place) FROM (SELECT concat_ws('|', state, until,"
        " match_state) AS place FROM matching.pool_reservations WHERE contract_id = '",
        contract.contract.ToString(), "') AS places"));
  }

  std::vector<FamilyId> carried_families_;
};

// A match with a family that another contract offers goes on in the contract that follows.
TEST_F(PooledRenewalTest, AMatchAcrossTheBorderGoesOnInTheContractThatFollows) {
  const FamilyId request = NewRequest();
  const FamilyId offered = NewOffered();
  InTrial(request, offered);
  const FamilyId here = HereOf(offered);

  const TenantScope old = tenant_;
  const TenantScope next = fixture_.OpenContract({.municipality = "0392", .follows = old.contract});
  const auto moved = CarryOver(next, registration::v1::FAMILY_ROLE_REQUEST,
                               registration::v1::FAMILY_STATE_WAITING);
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->matches, 1);
  // Registration is asked for the families of the contract only.
  EXPECT_THAT(carried_families_, ElementsAre(request));
  tenant_ = next;
  EXPECT_EQ(Ask(absl::StrCat("SELECT concat_ws('|', support_family_id, state) FROM "
                             "matching.matches WHERE contract_id = '",
                             next.contract.ToString(), "'")),
            absl::StrCat(here.ToString(), "|4"));
  EXPECT_EQ(Ask(absl::StrCat("SELECT shown FROM matching.pooled_profiles WHERE contract_id = '",
                             next.contract.ToString(), "'")),
            "f");
  FollowOwnFeed();
  EXPECT_EQ(Ask("SELECT concat_ws('|', receiving_contract_id, state) FROM "
                "matching.pool_reservations"),
            absl::StrCat(next.contract.ToString(), "|2"));

  // When the new contract consents the family is shown there under the same id, and its place is
  // that of the match.
  Consent("next", next, {absl::CivilDay(2020, 11, 1)});
  pools_.Learn(platform::testing::ContractEntry(next, {absl::CivilDay(2020, 1, 1)}));
  Refresh();
  EXPECT_EQ(Ask(absl::StrCat("SELECT concat_ws('|', family_id, shown, taken) FROM "
                             "matching.pooled_profiles WHERE contract_id = '",
                             next.contract.ToString(), "'")),
            absl::StrCat(here.ToString(), "|t|0"));
}

// Under the id that it gets there once it is offered to the contract that follows.
TEST_F(PooledRenewalTest, AnOfferedFamilyStaysExcludedInTheContractThatFollows) {
  const FamilyId request = NewRequest();
  InTrial(request, NewOffered());
  const FamilyId excluded = NewOffered();
  Refresh();
  const FamilyId here = HereOf(excluded);
  Exclusions exclusions(fixture_.database(), fixture_.gate(), fixture_.random(),
                        [] { return absl::OkStatus(); });
  ASSERT_THAT(exclusions.Exclude(Starts(), request, here, "Zij kennen elkaar."), IsOk());
  const TenantScope next =
      fixture_.OpenContract({.municipality = "0392", .follows = tenant_.contract});
  ASSERT_THAT(CarryOver(next, registration::v1::FAMILY_ROLE_REQUEST,
                        registration::v1::FAMILY_STATE_WAITING),
              IsOk());
  EXPECT_EQ(Ask(absl::StrCat("SELECT concat_ws('|', request_family_id, support_family_id) FROM "
                             "matching.exclusions WHERE contract_id = '",
                             next.contract.ToString(), "'")),
            absl::StrCat(request.ToString(), "|", here.ToString()));
}

TEST_F(PooledRenewalTest, TheRenewedContractOfTheSupportFamilyLearnsOfTheTakenPlaceAtOnce) {
  const FamilyId offered = NewOffered();
  const domain::MatchId match = InTrial(NewRequest(), offered);
  const FamilyId waits = NewOffered();
  Refresh();
  ASSERT_THAT(ProposeAcross(NewRequest(), HereOf(waits)), IsOk());
  const TenantScope next =
      fixture_.OpenContract({.municipality = "0397", .follows = offering_.contract});
  const auto moved = CarryOver(next, registration::v1::FAMILY_ROLE_SUPPORT,
                               registration::v1::FAMILY_STATE_AVAILABLE);
  ASSERT_THAT(moved, IsOk());
  // The match is another contract's; what has not begun its trial stays, as within a contract.
  EXPECT_EQ(moved->matches, 0);
  EXPECT_THAT(carried_families_, ElementsAre(offered));
  EXPECT_EQ(PlacesOf(next), "2|4");
  EXPECT_EQ(PlacesOf(offering_), "1|2020-11-26|1 3|11");
  const std::string family = offered.ToString();
  EXPECT_THAT(ToldAcross(next),
              ElementsAre(family + " MATCH_STATE_IN_TRIAL 2020-11-15 2020-11-12"));
  EXPECT_THAT(ToldAcross(offering_),
              Contains(family + " MATCH_STATE_CARRIED_OVER 2020-11-15 2020-11-12"));
  // Nobody is promised that place there.
  const TenantScope old = offering_;
  offering_ = next;
  InOffering([&] {
    const FamilyId request = NewRequest();
    EXPECT_THAT(across_matches_.Propose(Starts(), {kDay, request, {1}, offered, "Om de hoek."}),
                Fails(absl::StatusCode::kFailedPrecondition, "NO_CAPACITY"));
  });
  // Called again it moves nothing more.
  ASSERT_THAT(CarryOver(next, registration::v1::FAMILY_ROLE_SUPPORT,
                        registration::v1::FAMILY_STATE_AVAILABLE),
              IsOk());
  FollowOwnFeed();
  EXPECT_EQ(PlacesOf(next), "2|4");
  EXPECT_THAT(ToldAcross(next), SizeIs(1));
  // The contract of the match still knows the old one only.
  EndTrial(match);
  EXPECT_EQ(PlacesOf(next), "3|7");
  EXPECT_EQ(PlacesOf(old), "1|2020-11-26|1 3|11");
  EXPECT_THAT(ToldAcross(next),
              ElementsAre(family + " MATCH_STATE_IN_TRIAL 2020-11-15 2020-11-12",
                          family + " MATCH_STATE_ENDED_IN_TRIAL 2020-11-12 2020-11-12"));
}

TEST_F(PooledRenewalTest, WhatTheRenewedContractLearnsByAStepIsOverInTheOneBefore) {
  const FamilyId offered = NewOffered();
  const domain::MatchId match = InTrial(NewRequest(), offered);
  const TenantScope old = RenewOffering(offered);
  EndTrial(match);
  EXPECT_EQ(PlacesOf(offering_), "3|7");
  EXPECT_EQ(PlacesOf(old), "3|11");
  EXPECT_THAT(ToldAcross(old),
              Contains(offered.ToString() + " MATCH_STATE_CARRIED_OVER 2020-11-15 2020-11-12"));
  EXPECT_THAT(ToldAcross(offering_), SizeIs(1));
}

TEST_F(PooledRenewalTest, WhatHoldsAPlaceInTheRenewedContractByItsTrialIsOverInTheOneBefore) {
  const FamilyId offered = NewOffered();
  const domain::MatchId match = Agreed(NewRequest(), offered);
  const TenantScope old = RenewOffering(offered);
  ASSERT_THAT(TryTrial(match), IsOk());
  EXPECT_EQ(PlacesOf(offering_), "2|4");
  EXPECT_EQ(PlacesOf(old), "3|11");
  EXPECT_THAT(ToldAcross(old),
              Contains(offered.ToString() + " MATCH_STATE_CARRIED_OVER 2020-11-15 "));
  EXPECT_THAT(ToldAcross(offering_),
              ElementsAre(offered.ToString() + " MATCH_STATE_IN_TRIAL 2020-11-12 2020-11-12"));
  // Once: what follows it later leaves the old contract alone.
  const std::vector<std::string> told = ToldAcross(old);
  EndTrial(match);
  EXPECT_EQ(PlacesOf(offering_), "3|7");
  EXPECT_EQ(ToldAcross(old), told);
}

TEST_F(PooledRenewalTest, ATrialThatIsRefusedThereLeavesTheMatchOpenInOneContract) {
  const FamilyId offered = NewOffered();
  const domain::MatchId match = Agreed(NewRequest(), offered);
  const TenantScope old = RenewOffering(offered);
  EXPECT_THAT(across_matches_.StartTrial(Starts(), {match, MatchState::kInTrial, kDay, 1}),
              Fails(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_EQ(PlacesOf(offering_), "1|2020-11-26|3");
  EXPECT_EQ(PlacesOf(old), "3|11");
}

}  // namespace
}  // namespace buurtbrug::matching::app
