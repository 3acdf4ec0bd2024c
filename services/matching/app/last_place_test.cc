#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/app/pool_scene_test.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::MatchState;
using platform::testing::Fails;
using platform::testing::IsOk;

// Matches whose days are over wait for the last place of a support family.
class LastPlaceTest : public PoolScene {
 protected:
  static constexpr absl::CivilDay kLongAgo = absl::CivilDay(2020, 10, 2);

  // Of a family under the id that it has in the contract; the next step is its trial.
  domain::MatchId Agreed(const FamilyId& family, absl::CivilDay proposed_on) {
    const auto proposed =
        across_matches_.Propose(Starts(), {proposed_on, NewRequest(), {1}, family, "Om de hoek."});
    EXPECT_THAT(proposed, IsOk());
    const domain::MatchId match(proposed->subject);
    const domain::Signatures both = {domain::Signature::kGiven, domain::Signature::kGiven};
    for (const MatchState next : {MatchState::kIntroduced, MatchState::kAgreed}) {
      EXPECT_THAT(across_matches_.RecordStep(Starts(), {match, next, kDay, 0, "", both}), IsOk());
    }
    return match;
  }
  absl::StatusOr<Receipt> TryTrial(const domain::MatchId& match) {
    return across_matches_.StartTrial(Starts(), {match, MatchState::kInTrial, kDay});
  }
  // More than its offer wants.
  void ScreenForTwo(const FamilyId& family) {
    Step(family, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
         registration::v1::FAMILY_STEP_KIND_SCREENING_DONE, absl::CivilDay(2020, 9, 2), 2);
    readiness_ = domain::Readiness{{}, 2};
  }
  // A proposal in the family's own contract.
  absl::StatusOr<Receipt> ProposeThere(const FamilyId& offered) {
    return InOffering([&] {
      const FamilyId request = NewRequest();
      return across_matches_.Propose(Starts(), {kDay, request, {1}, offered, "Om de hoek."});
    });
  }
};

TEST_F(LastPlaceTest, ATrialTakesNoMorePlacesThanTheOfferWants) {
  const FamilyId support = NewSupport();
  ScreenForTwo(support);
  const domain::MatchId first = Agreed(support, kLongAgo);
  const domain::MatchId second = Agreed(support, kDay);
  ASSERT_THAT(TryTrial(second), IsOk());
  EXPECT_THAT(TryTrial(first), Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"));
  auto wants_two = SupportProfile(support);
  wants_two.mutable_offer()->set_capacity(2);
  Tell(wants_two);
  EXPECT_THAT(TryTrial(first), IsOk());
}

TEST_F(LastPlaceTest, ATrialAcrossTheBorderTakesNoMorePlacesThanTheOfferWants) {
  const FamilyId offered = NewOffered();
  InOffering([&] { ScreenForTwo(offered); });
  Refresh();
  const domain::MatchId match = Agreed(HereOf(offered), kLongAgo);
  // The copy here does not know of it yet.
  ASSERT_THAT(ProposeThere(offered), IsOk());
  EXPECT_THAT(TryTrial(match), Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
}

TEST_F(LastPlaceTest, WhatFollowsAnEarlierStepLeavesThePlaceThatATrialWaitsFor) {
  const FamilyId offered = NewOffered();
  Refresh();
  const domain::MatchId match = Agreed(HereOf(offered), kLongAgo);
  const store::MatchAcross across = {match, tenant_, **across_.OriginOf(tenant_, HereOf(offered))};
  ASSERT_THAT(across_.Reserve(Starts(), across, kDay, 1), IsOk());
  FollowOwnFeed();
  EXPECT_EQ(PlaceThere(match.ToString()), "1|2020-11-15");
  EXPECT_THAT(ToldAcross(offering_),
              ::testing::Contains(offered.ToString() + " MATCH_STATE_AGREED 2020-11-12 "));
  EXPECT_THAT(ProposeThere(offered), Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
  ASSERT_THAT(TryTrial(match), IsOk());
  EXPECT_EQ(PlaceThere(match.ToString()), "2|");
}

TEST_F(LastPlaceTest, APlaceThatNoTrialTakesLapses) {
  const FamilyId offered = NewOffered();
  Refresh();
  const domain::MatchId match = Agreed(HereOf(offered), kLongAgo);
  const store::MatchAcross across = {match, tenant_, **across_.OriginOf(tenant_, HereOf(offered))};
  ASSERT_THAT(across_.Reserve(Starts(), across, kDay, 1), IsOk());
  FollowOwnFeed();
  fixture_.clock().Set(fixture_.Now() + PooledProposals::kPatience);
  EXPECT_THAT(ProposeAcross(NewRequest(), HereOf(offered)), IsOk());
}

TEST_F(LastPlaceTest, AProposalWhoseDaysAreOverHoldsNothingOnceItIsRecorded) {
  const FamilyId offered = NewOffered();
  Refresh();
  Agreed(HereOf(offered), kLongAgo);
  EXPECT_THAT(ProposeThere(offered), IsOk());
}

}  // namespace
}  // namespace buurtbrug::matching::app
