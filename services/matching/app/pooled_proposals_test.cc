#include "matching/app/pooled_proposals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matching/app/match_lives.h"
#include "matching/app/pool_scene_test.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::MatchState;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr domain::Signatures kSigned = {domain::Signature::kGiven, domain::Signature::kGiven};

class PooledProposalsTest : public PoolScene {
 protected:
  PooledProposalsTest() {
    offered_ = NewOffered();
    Refresh();
    here_ = HereOf(offered_);
  }

  StepInput StepOf(const std::string& match, MatchState next) {
    StepInput input = {
        *domain::MatchId::Parse("match_id", match), next, kDay, 0, "Zo is het.", kSigned};
    if (next == MatchState::kEndedInTrial || next == MatchState::kDeclined) {
      input.cause = domain::EndCause::kOther;
      input.wished_by = domain::WishedBy::kRequestFamily;
    }
    return input;
  }
  void MoveAcross(const std::string& match, MatchState next) {
    ASSERT_THAT(across_matches_.RecordStep(Starts(), StepOf(match, next)), IsOk());
  }
  absl::StatusOr<Receipt> TrialAcross(const std::string& match) {
    return across_matches_.StartTrial(Starts(), StepOf(match, MatchState::kInTrial));
  }
  std::string Proposed() {
    const auto receipt = ProposeAcross(NewRequest(), here_);
    EXPECT_THAT(receipt, IsOk());
    return receipt.ok() ? receipt->subject.ToString() : "";
  }
  std::string Agreed() {
    const std::string match = Proposed();
    MoveAcross(match, MatchState::kIntroduced);
    MoveAcross(match, MatchState::kAgreed);
    return match;
  }
  // A proposal in the family's own contract.
  absl::StatusOr<Receipt> ProposeThere() {
    return InOffering([&] {
      const FamilyId request = NewRequest();
      return across_matches_.Propose(Starts(), {kDay, request, {1}, offered_, "Om de hoek."});
    });
  }
  // As if the process had ended before it followed the match.
  void Forget(const std::string& match, const std::string& lapses_at) {
    Ask(absl::StrCat(
        "UPDATE matching.pool_reservations SET state = 1, until = '2020-11-15', match_version = 0,"
        " lapses_at = '",
        lapses_at, "' WHERE match_id = '", match, "' RETURNING 1"));
  }
  static constexpr char kLapsed[] = "2020-11-15T10:59:00Z";
  static constexpr char kWaits[] = "2020-11-15T11:04:00Z";

  FamilyId offered_ = NewId();
  FamilyId here_ = NewId();
};

TEST_F(PooledProposalsTest, AProposalHoldsThePlaceInTheContractOfTheSupportFamily) {
  const std::string match = Proposed();
  EXPECT_EQ(PlaceThere(match), "1|2020-11-26");
  EXPECT_THAT(ProposeThere(), Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
  InOffering([&] {
    const auto why = searches_.Explain(Reads(), {NewRequest(), {1}}, offered_, Reads().today);
    ASSERT_THAT(why, IsOk());
    ASSERT_EQ(why->broken.size(), 1U);
    EXPECT_EQ(why->broken[0].rule, engine::Rule::kNoPlace);
  });
  // Of the request family the other contract knows nothing: which contract, and a number.
  EXPECT_EQ(
      Ask("SELECT concat_ws('|', receiving_municipality, receiving_contract_id, family_id) FROM "
          "matching.pool_reservations"),
      "0392|" + tenant_.contract.ToString() + "|" + offered_.ToString());
}

TEST_F(PooledProposalsTest, ATrialTakesItAfterReadinessWasAskedThereAndItsEndGivesItBack) {
  const std::string match = Agreed();
  ASSERT_THAT(TrialAcross(match), IsOk());
  EXPECT_EQ(asked_in_, offering_);
  EXPECT_EQ(asked_about_, offered_);
  EXPECT_EQ(PlaceThere(match), "2|");
  EXPECT_THAT(ProposeThere(), Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"));
  FollowOwnFeed();
  EXPECT_EQ(PlaceThere(match), "2|");
  MoveAcross(match, MatchState::kEndedInTrial);
  EXPECT_EQ(PlaceThere(match), "2|");
  FollowOwnFeed();
  EXPECT_EQ(PlaceThere(match), "3|");
  EXPECT_THAT(ProposeThere(), IsOk());
}

TEST_F(PooledProposalsTest, TheContractOfTheSupportFamilyIsToldEachStateOfTheMatchOnce) {
  const std::string family = offered_.ToString();
  const std::string match = Proposed();
  EXPECT_THAT(ToldAcross(offering_), ElementsAre(family + " MATCH_STATE_PROPOSED 2020-11-12 "));
  FollowOwnFeed();
  EXPECT_THAT(ToldAcross(offering_), SizeIs(1));
  MoveAcross(match, MatchState::kIntroduced);
  MoveAcross(match, MatchState::kAgreed);
  ASSERT_THAT(TrialAcross(match), IsOk());
  FollowOwnFeed();
  MoveAcross(match, MatchState::kEndedInTrial);
  FollowOwnFeed();
  FollowOwnFeed();
  EXPECT_THAT(ToldAcross(offering_),
              ElementsAre(family + " MATCH_STATE_PROPOSED 2020-11-12 ",
                          family + " MATCH_STATE_IN_TRIAL 2020-11-12 2020-11-12",
                          family + " MATCH_STATE_ENDED_IN_TRIAL 2020-11-12 2020-11-12"));
  EXPECT_THAT(ToldAcross(tenant_), IsEmpty());
}

TEST_F(PooledProposalsTest, WhatWasNotToldIsToldWhenTheOwnFeedIsReadAgain) {
  const std::string match = Proposed();
  Ask("UPDATE matching.pool_reservations SET match_state = NULL RETURNING 1");
  FollowOwnFeed();
  EXPECT_THAT(ToldAcross(offering_), SizeIs(2));
}

TEST_F(PooledProposalsTest, NothingIsToldOfAMatchThatNeverCame) {
  const FamilyId request = NewRequest();
  Step(request, registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_CLOSED,
       registration::v1::FAMILY_STEP_KIND_CLOSED);
  EXPECT_THAT(ProposeAcross(request, here_),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_NOT_WAITING"));
  EXPECT_THAT(ToldAcross(offering_), IsEmpty());
}

TEST_F(PooledProposalsTest, WhoIsNotReadyThereStartsNoTrialHere) {
  const std::string match = Agreed();
  readiness_ = domain::Readiness{{"VOG_MISSING"}, 1};
  EXPECT_THAT(TrialAcross(match), Fails(StatusCode::kFailedPrecondition, "VOG_MISSING"));
  EXPECT_EQ(PlaceThere(match), "1|2020-11-26");
}

TEST_F(PooledProposalsTest, WhatIsRefusedHereLeavesThePlaceFreeThere) {
  const FamilyId request = NewRequest();
  Step(request, registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_CLOSED,
       registration::v1::FAMILY_STEP_KIND_CLOSED);
  EXPECT_THAT(ProposeAcross(request, here_),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_NOT_WAITING"));
  EXPECT_EQ(Ask("SELECT state FROM matching.pool_reservations"), "3");
  EXPECT_THAT(ProposeThere(), IsOk());
}

TEST_F(PooledProposalsTest, ARepeatedRequestGetsTheFirstAnswerAndHoldsNothingMore) {
  const FamilyId request = NewRequest();
  const Call call = Starts();
  const ProposalInput input = {kDay, request, {1}, here_, "Om de hoek."};
  const auto first = across_matches_.Propose(call, input);
  ASSERT_THAT(first, IsOk());
  const auto again = across_matches_.Propose(call, input);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->subject, first->subject);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.pool_reservations"), "1");
}

TEST_F(PooledProposalsTest, ThePlaceIsExtendedThereToo) {
  const std::string match = Proposed();
  MatchLives lives(
      fixture_.database(), fixture_.gate(), fixture_.random(),
      [this](const Call&, const FamilyId&, absl::CivilDay) { return readiness_; },
      [] { return absl::OkStatus(); }, &across_);
  OccurrenceInput input;
  input.match = *domain::MatchId::Parse("match_id", match);
  input.occurred_on = Reads().today;
  ASSERT_THAT(lives.ExtendPlace(Starts(), input), IsOk());
  EXPECT_EQ(PlaceThere(match), "1|" + Ask("SELECT held_until FROM matching.matches"));
  EXPECT_NE(PlaceThere(match), "1|2020-11-26");
}

TEST_F(PooledProposalsTest, AnExtensionThatNobodyFollowedFollowsFromTheFeed) {
  const std::string match = Proposed();
  FollowOwnFeed();
  MatchLives lives(
      fixture_.database(), fixture_.gate(), fixture_.random(),
      [this](const Call&, const FamilyId&, absl::CivilDay) { return readiness_; },
      [] { return absl::OkStatus(); }, &across_);
  ASSERT_THAT(lives.ExtendPlace(Starts(), {*domain::MatchId::Parse("match_id", match),
                                           Reads().today, 0, "Zij zijn op reis."}),
              IsOk());
  const std::string extended = PlaceThere(match);
  Ask("UPDATE matching.pool_reservations SET until = '2020-11-26', match_version = 1 "
      "RETURNING 1");
  ASSERT_NE(PlaceThere(match), extended);
  FollowOwnFeed();
  EXPECT_EQ(PlaceThere(match), extended);
}

TEST_F(PooledProposalsTest, OnlyAFamilyOfTheContractStandsIn) {
  const FamilyId own = NewSupport();
  const FamilyId request = NewRequest();
  const domain::MatchId match = Propose(request, own);
  for (const MatchState next :
       {MatchState::kIntroduced, MatchState::kAgreed, MatchState::kInTrial}) {
    Move(match, next);
  }
  MatchLives lives(
      fixture_.database(), fixture_.gate(), fixture_.random(),
      [this](const Call&, const FamilyId&, absl::CivilDay) { return readiness_; },
      [] { return absl::OkStatus(); }, &across_);
  OccurrenceInput input;
  input.match = match;
  input.occurred_on = Reads().today;
  input.reason = "Ziek.";
  EXPECT_THAT(lives.Substitute(Starts(), input, {here_, Reads().today, Reads().today + 7}),
              Fails(StatusCode::kFailedPrecondition, "POOLED_SUBSTITUTE"));
}

TEST_F(PooledProposalsTest, WithoutAgreementInForceOrConsentNobodyIsProposed) {
  // It ends today; the family may be proposed today, and not for what was before it began.
  EXPECT_THAT(across_matches_.Propose(
                  Starts(), {absl::CivilDay(2020, 9, 30), NewRequest(), {1}, here_, "Toen."}),
              Fails(StatusCode::kFailedPrecondition, "POOL_AGREEMENT_NOT_IN_FORCE"));
  InOffering([&] { Agree(offered_, false); });
  EXPECT_THAT(ProposeAcross(NewRequest(), here_),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_NOT_OFFERED"));
  InOffering([&] { Agree(offered_); });
  const std::string match = Agreed();
  Consent("offering", offering_, {absl::CivilDay(2020, 10, 1), absl::CivilDay(2020, 11, 14)}, 2);
  EXPECT_THAT(ProposeAcross(NewRequest(), here_),
              Fails(StatusCode::kFailedPrecondition, "POOL_AGREEMENT_NOT_IN_FORCE"));
  EXPECT_THAT(TrialAcross(match),
              Fails(StatusCode::kFailedPrecondition, "POOL_AGREEMENT_NOT_IN_FORCE"));
  // Also when the copy is emptied.
  Refresh();
  EXPECT_THAT(ProposeAcross(NewRequest(), here_),
              Fails(StatusCode::kFailedPrecondition, "POOL_AGREEMENT_NOT_IN_FORCE"));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), "1");
}

TEST_F(PooledProposalsTest, KilledAfterTheReservationItLapses) {
  const domain::MatchId never(platform::core::NewUuid(Reads().now, fixture_.random()));
  const store::MatchAcross across = {never, tenant_, **across_.OriginOf(tenant_, here_)};
  ASSERT_THAT(across_.Reserve(Starts(), across, kDay, std::nullopt), IsOk());
  EXPECT_THAT(ProposeThere(), Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
  EXPECT_THAT(ProposeAcross(NewRequest(), here_),
              Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
  fixture_.clock().Set(fixture_.Now() + PooledProposals::kPatience);
  EXPECT_THAT(ProposeAcross(NewRequest(), here_), IsOk());
  // Whoever comes back for it later, or follows what is not there, changes nothing for others.
  ASSERT_THAT(across_.Follow(across), IsOk());
  EXPECT_EQ(PlaceThere(never.ToString()), "3|");
  EXPECT_THAT(across_.Reserve(Starts(), across, kDay, std::nullopt),
              Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
}

TEST_F(PooledProposalsTest, KilledAfterTheProposalItsPlaceFollowsFromTheFeed) {
  const std::string match = Proposed();
  Forget(match, kWaits);
  EXPECT_THAT(ProposeThere(), Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
  FollowOwnFeed();
  EXPECT_EQ(PlaceThere(match), "1|2020-11-26");
  EXPECT_EQ(Ask("SELECT lapses_at IS NULL FROM matching.pool_reservations"), "t");
}

TEST_F(PooledProposalsTest, WhatLapsedBeforeItWasFollowedIsHeldAgainWhenAPlaceIsLeft) {
  const std::string match = Proposed();
  Forget(match, kLapsed);
  FollowOwnFeed();
  EXPECT_EQ(PlaceThere(match), "1|2020-11-26");
}

TEST_F(PooledProposalsTest, AndElseItsTrialFindsNoPlace) {
  const std::string match = Agreed();
  Forget(match, kLapsed);
  ASSERT_THAT(ProposeThere(), IsOk());
  FollowOwnFeed();
  EXPECT_EQ(PlaceThere(match), "3|");
  EXPECT_THAT(TrialAcross(match), Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
  EXPECT_EQ(PlaceThere(match), "3|");
  EXPECT_EQ(Ask(absl::StrCat("SELECT state FROM matching.matches WHERE match_id = '", match, "'")),
            "3");
}

TEST_F(PooledProposalsTest, KilledAroundTheTrialThePlaceIsWhatTheMatchSays) {
  const std::string match = Agreed();
  // After the reservation: the trial never came.
  const store::MatchAcross across = {*domain::MatchId::Parse("match_id", match), tenant_,
                                     **across_.OriginOf(tenant_, here_)};
  ASSERT_THAT(across_.Reserve(Starts(), across, kDay, 1), IsOk());
  EXPECT_EQ(PlaceThere(match), "1|2020-11-26");
  // After the trial: nobody followed it yet.
  ASSERT_THAT(TrialAcross(match), IsOk());
  Forget(match, kLapsed);
  FollowOwnFeed();
  EXPECT_EQ(PlaceThere(match), "2|");
}

TEST_F(PooledProposalsTest, WhoFollowsLateDoesNotUndoALaterStep) {
  const std::string match = Agreed();
  ASSERT_THAT(TrialAcross(match), IsOk());
  // What a slow reader saw of it is older than what stands.
  Ask(absl::StrCat("UPDATE matching.matches SET state = 1, version = 1 WHERE match_id = '", match,
                   "' RETURNING 1"));
  ASSERT_THAT(across_.Follow({*domain::MatchId::Parse("match_id", match), tenant_,
                              **across_.OriginOf(tenant_, here_)}),
              IsOk());
  EXPECT_EQ(PlaceThere(match), "2|");
}

TEST_F(PooledProposalsTest, AnotherContractThatReceivesSeesThePlaceTaken) {
  TenantScope third = fixture_.OpenContract({.municipality = "0603"});
  const platform::core::PoolAgreementId other(
      platform::core::NewUuid(fixture_.Now(), fixture_.random()));
  pools_.Learn(platform::testing::ContractEntry(third, {absl::CivilDay(2020, 1, 1)}));
  pools_.Learn(
      platform::testing::AgreementEntry(other, "0397", "0603", {absl::CivilDay(2020, 10, 1)}));
  pools_.Learn(
      platform::testing::ConsentEntry("there", other, offering_, {absl::CivilDay(2020, 10, 1)}));
  pools_.Learn(
      platform::testing::ConsentEntry("here", other, third, {absl::CivilDay(2020, 10, 1)}));
  Proposed();
  std::swap(tenant_, third);
  const FamilyId request = NewRequest();
  ASSERT_THAT(pooled_.Refresh(tenant_), IsOk());
  const std::string copy =
      Ask(absl::StrCat("SELECT family_id FROM matching.pooled_profiles WHERE contract_id = '",
                       tenant_.contract.ToString(), "'"));
  const FamilyId there = *FamilyId::Parse("family_id", copy);
  EXPECT_NE(there, here_);
  const auto why = searches_.Explain(Reads(), {request, {1}}, there, Reads().today);
  ASSERT_THAT(why, IsOk());
  ASSERT_EQ(why->broken.size(), 1U);
  EXPECT_EQ(why->broken[0].rule, engine::Rule::kNoPlace);
  EXPECT_THAT(ProposeAcross(request, there), Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
}

TEST_F(PooledProposalsTest, OfManyInTwoContractsOneGetsTheLastPlace) {
  constexpr int kRounds = 6;
  constexpr int kEach = 4;
  for (int round = 0; round < kRounds; ++round) {
    const FamilyId offered = NewOffered();
    Refresh();
    const FamilyId here = HereOf(offered);
    struct Rival {
      Call call;
      ProposalInput input;
      absl::StatusOr<Receipt> answer = absl::UnknownError("did not run");
    };
    std::vector<Rival> rivals;
    for (int i = 0; i < kEach; ++i) {
      rivals.push_back({Starts(), {kDay, NewRequest(), {1}, here, "Om de hoek."}});
      InOffering([&] {
        rivals.push_back({Starts(), {kDay, NewRequest(), {1}, offered, "Om de hoek."}});
      });
    }
    std::vector<std::thread> threads;
    for (Rival& rival : rivals) {
      threads.emplace_back(
          [&] { rival.answer = across_matches_.Propose(rival.call, rival.input); });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    EXPECT_EQ(std::count_if(rivals.begin(), rivals.end(),
                            [](const Rival& rival) { return rival.answer.ok(); }),
              1);
    for (const Rival& rival : rivals) {
      EXPECT_TRUE(rival.answer.ok() ||
                  platform::core::ReasonOf(rival.answer.status()) == "PLACE_TAKEN")
          << rival.answer.status();
    }
  }
}

}  // namespace
}  // namespace buurtbrug::matching::app
