#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "matching/app/pool_scene_test.h"
#include "matching/app/renewals.h"

namespace buurtbrug::matching::app {
namespace {

using domain::MatchState;
using platform::testing::IsOk;
using ::testing::ElementsAre;

// A match with a family that another contract offers goes on in the contract that follows.
TEST_F(PoolScene, AMatchAcrossTheBorderGoesOnInTheContractThatFollows) {
  const FamilyId request = NewRequest();
  const FamilyId offered = NewOffered();
  Refresh();
  const FamilyId here = HereOf(offered);
  const auto proposed = ProposeAcross(request, here);
  ASSERT_THAT(proposed, IsOk());
  const domain::MatchId match(proposed->subject);
  const domain::Signatures signed_by_both = {domain::Signature::kGiven, domain::Signature::kGiven};
  for (const MatchState next : {MatchState::kIntroduced, MatchState::kAgreed}) {
    ASSERT_THAT(across_matches_.RecordStep(Starts(), {match, next, kDay, 0, "", signed_by_both}),
                IsOk());
  }
  ASSERT_THAT(across_matches_.StartTrial(Starts(), {match, MatchState::kInTrial, kDay}), IsOk());

  const TenantScope old = tenant_;
  const TenantScope next = fixture_.OpenContract({.municipality = "0392", .follows = old.contract});
  std::vector<FamilyId> carried_families;
  Renewals renewals(
      fixture_.database(), fixture_.gate(), fixture_.clock(), fixture_.random(),
      [&](const Call&, const platform::core::ContractId&, const std::vector<FamilyId>& families) {
        carried_families = families;
        return absl::OkStatus();
      },
      [] { return absl::OkStatus(); },
      [&] {
        registration::v1::FamilyCarriedOver carried;
        carried.set_family_id(request.ToString());
        carried.set_role(registration::v1::FAMILY_ROLE_REQUEST);
        carried.set_state(registration::v1::FAMILY_STATE_WAITING);
        carried.set_children(2);
        tenant_ = next;
        Tell(carried);
        return absl::OkStatus();
      });
  const Call carries = fixture_.NewCall(next, platform::access::Effect::kAdministers);
  const auto moved = renewals.CarryOver(carries, {});
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->matches, 1);
  // Registration is asked for the families of the contract only.
  EXPECT_THAT(carried_families, ElementsAre(request));
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

}  // namespace
}  // namespace buurtbrug::matching::app
