#include "matching/domain/history.h"

#include <gtest/gtest.h>

namespace buurtbrug::matching::domain {
namespace {

TEST(BarOf, ANoAndAnEndInOrBeforeItsTimeBarThePair) {
  EXPECT_EQ(BarOf(MatchState::kDeclined, EndReason::kDecided), PastBar::kDeclined);
  EXPECT_EQ(BarOf(MatchState::kEndedInTrial, EndReason::kDecided), PastBar::kFailed);
  EXPECT_EQ(BarOf(MatchState::kEndedEarly, EndReason::kDecided), PastBar::kFailed);
}

TEST(BarOf, WhatStoppedByItselfRunsOrWentWellBarsNothing) {
  EXPECT_EQ(BarOf(MatchState::kDeclined, EndReason::kSupportFamilyNotReady), std::nullopt);
  for (const MatchState state :
       {MatchState::kProposed, MatchState::kIntroduced, MatchState::kAgreed, MatchState::kInTrial,
        MatchState::kDefinitive, MatchState::kCompleted, MatchState::kSustained,
        MatchState::kCarriedOver}) {
    EXPECT_EQ(BarOf(state, EndReason::kDecided), std::nullopt);
  }
}

TEST(Serves, FromTheProposalUntilItIsOver) {
  for (const MatchState state :
       {MatchState::kProposed, MatchState::kIntroduced, MatchState::kAgreed, MatchState::kInTrial,
        MatchState::kDefinitive, MatchState::kSustained}) {
    EXPECT_TRUE(Serves(state));
  }
  for (const MatchState state :
       {MatchState::kDeclined, MatchState::kEndedInTrial, MatchState::kEndedEarly,
        MatchState::kCompleted, MatchState::kCarriedOver}) {
    EXPECT_FALSE(Serves(state));
  }
}

TEST(TakenPlaces, OnePlaceForEachMatchFromItsTrialOn) {
  std::vector<PastMatch> matches(5);
  matches[0].state = MatchState::kProposed;
  matches[1].state = MatchState::kInTrial;
  matches[2].state = MatchState::kDefinitive;
  matches[3].state = MatchState::kSustained;
  matches[4].state = MatchState::kEndedEarly;
  EXPECT_EQ(TakenPlaces(matches), 3);
  EXPECT_EQ(TakenPlaces({}), 0);
}

}  // namespace
}  // namespace buurtbrug::matching::domain
