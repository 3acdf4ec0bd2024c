#include "matching/domain/triage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

const VolunteerTerms kSome = {Volunteers::kSomeCases,
                              {Casuistry::kOvernightStay, Casuistry::kUrgent}};

TEST(CasuistryOf, OfNeedsIsWhatTheyName) {
  EXPECT_THAT(CasuistryOf(CaseNeeds{}), IsEmpty());
  EXPECT_THAT(CasuistryOf(CaseNeeds{true, true, true, true, 3, 3}),
              ElementsAre(Casuistry::kOvernightStay, Casuistry::kExtraCalls, Casuistry::kRoleModel,
                          Casuistry::kParents, Casuistry::kSeveralChildren, Casuistry::kUrgent));
}

TEST(CasuistryOf, TwoChildrenAreNotSeveralAndTheMiddleUrgencyIsNotTheHighest) {
  EXPECT_THAT(CasuistryOf(CaseNeeds{false, false, false, false, 2, 2}), IsEmpty());
}

TEST(CasuistryOf, OfMatchesIsWhatGoesOnAndWhatFailed) {
  EXPECT_THAT(CasuistryOf({MatchState::kDeclined, MatchState::kCompleted}), IsEmpty());
  EXPECT_THAT(CasuistryOf({MatchState::kInTrial, MatchState::kCompleted}), IsEmpty());
  EXPECT_THAT(CasuistryOf({MatchState::kInTrial, MatchState::kProposed}),
              ElementsAre(Casuistry::kSeveralMatches));
  EXPECT_THAT(CasuistryOf({MatchState::kEndedInTrial}), ElementsAre(Casuistry::kEarlierMatchEnded));
  EXPECT_THAT(CasuistryOf({MatchState::kEndedEarly}), ElementsAre(Casuistry::kEarlierMatchEnded));
}

TEST(ProposeTriage, AVolunteerWhereTheProtocolLeavesAllOfIt) {
  const TriageProposal proposal = ProposeTriage(kSome, std::set<Casuistry>{Casuistry::kExtraCalls});
  EXPECT_EQ(proposal.outcome, TriageOutcome::kVolunteer);
  EXPECT_THAT(proposal.reasons, ElementsAre(TriageReason{TriageReasonKind::kLeftToVolunteers,
                                                         Casuistry::kExtraCalls}));
}

TEST(ProposeTriage, AVolunteerWhereNothingMarksTheCase) {
  const TriageProposal proposal = ProposeTriage(kSome, std::set<Casuistry>{});
  EXPECT_EQ(proposal.outcome, TriageOutcome::kVolunteer);
  EXPECT_THAT(proposal.reasons, ElementsAre(TriageReason{TriageReasonKind::kNothingSpecial}));
}

TEST(ProposeTriage, AProfessionalForOneThingThatNeedsItWithThatFirst) {
  const TriageProposal proposal =
      ProposeTriage(kSome, std::set<Casuistry>{Casuistry::kExtraCalls, Casuistry::kUrgent});
  EXPECT_EQ(proposal.outcome, TriageOutcome::kProfessional);
  EXPECT_THAT(
      proposal.reasons,
      ElementsAre(TriageReason{TriageReasonKind::kNeedsProfessional, Casuistry::kUrgent},
                  TriageReason{TriageReasonKind::kLeftToVolunteers, Casuistry::kExtraCalls}));
}

TEST(ProposeTriage, AProfessionalForWhatIsNotKnown) {
  EXPECT_THAT(ProposeTriage({}, std::nullopt).reasons,
              ElementsAre(TriageReason{TriageReasonKind::kVolunteersNotKnown},
                          TriageReason{TriageReasonKind::kNeedsNotKnown}));
  EXPECT_EQ(ProposeTriage({}, std::set<Casuistry>{}).outcome, TriageOutcome::kProfessional);
  EXPECT_EQ(ProposeTriage(kSome, std::nullopt).outcome, TriageOutcome::kProfessional);
}

TEST(ProposeTriage, AProfessionalWhereVolunteersTakeNoCases) {
  const TriageProposal proposal =
      ProposeTriage({Volunteers::kNoCases}, std::set<Casuistry>{Casuistry::kUrgent});
  EXPECT_EQ(proposal.outcome, TriageOutcome::kProfessional);
  EXPECT_THAT(proposal.reasons, ElementsAre(TriageReason{TriageReasonKind::kVolunteersNotUsed}));
}

TEST(WordsOf, EveryReasonAndEveryCasuistryHasAnother) {
  std::set<std::string> words;
  for (int kind = 1; kind <= 6; ++kind) {
    words.insert(WordsOf({static_cast<TriageReasonKind>(kind), Casuistry::kUrgent}));
  }
  EXPECT_EQ(words.size(), 6U);
  EXPECT_THAT(words, Not(Contains("")));
  words.clear();
  for (int casuistry = 1; casuistry <= 8; ++casuistry) {
    words.insert(
        WordsOf({TriageReasonKind::kNeedsProfessional, static_cast<Casuistry>(casuistry)}));
  }
  EXPECT_EQ(words.size(), 8U);
}

TEST(CheckOutcome, WhatTheProtocolKeepsFromVolunteersNobodyGivesThem) {
  EXPECT_THAT(CheckOutcome(TriageOutcome::kVolunteer,
                           ProposeTriage({Volunteers::kNoCases}, std::set<Casuistry>{})),
              Fails(StatusCode::kFailedPrecondition, "VOLUNTEERS_NOT_USED"));
  const absl::Status refused = CheckOutcome(
      TriageOutcome::kVolunteer,
      ProposeTriage(kSome, std::set<Casuistry>{Casuistry::kUrgent, Casuistry::kOvernightStay}));
  EXPECT_THAT(refused, Fails(StatusCode::kFailedPrecondition, "CASUISTRY_FOR_PROFESSIONAL"));
  EXPECT_THAT(platform::core::MetadataOf(refused),
              Contains(Pair("casuistry", "OVERNIGHT_STAY,URGENT")));
}

TEST(CheckOutcome, WhatIsNotKnownIsTheCoordinatorsToDecide) {
  EXPECT_THAT(CheckOutcome(TriageOutcome::kVolunteer, ProposeTriage({}, std::nullopt)), IsOk());
  EXPECT_THAT(CheckOutcome(TriageOutcome::kProfessional,
                           ProposeTriage({Volunteers::kNoCases}, std::nullopt)),
              IsOk());
}

TEST(CheckVolunteer, TakesADecisionForAVolunteerThatStillHolds) {
  const TriageProposal proposal = ProposeTriage(kSome, std::set<Casuistry>{});
  TriageDecision decision;
  EXPECT_THAT(CheckVolunteer(std::nullopt, proposal),
              Fails(StatusCode::kFailedPrecondition, "TRIAGE_MISSING"));
  EXPECT_THAT(CheckVolunteer(decision, proposal),
              Fails(StatusCode::kFailedPrecondition, "CASE_FOR_PROFESSIONAL"));
  decision.outcome = TriageOutcome::kVolunteer;
  EXPECT_THAT(CheckVolunteer(decision, proposal), IsOk());
  EXPECT_THAT(
      CheckVolunteer(decision, ProposeTriage(kSome, std::set<Casuistry>{Casuistry::kUrgent})),
      Fails(StatusCode::kFailedPrecondition, "CASUISTRY_FOR_PROFESSIONAL"));
}

}  // namespace
}  // namespace buurtbrug::matching::domain
