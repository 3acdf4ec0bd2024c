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

TEST(Serves, FromTheProposalUntilItFails) {
  for (const MatchState state :
       {MatchState::kProposed, MatchState::kIntroduced, MatchState::kAgreed, MatchState::kInTrial,
        MatchState::kDefinitive, MatchState::kSustained, MatchState::kCompleted}) {
    EXPECT_TRUE(Serves(state));
  }
  for (const MatchState state : {MatchState::kDeclined, MatchState::kEndedInTrial,
                                 MatchState::kEndedEarly, MatchState::kCarriedOver}) {
    EXPECT_FALSE(Serves(state));
  }
}

TEST(PlacesGiven, OneByTheSupportFamilyFromTheTrialOnAndBeforeItWhileItIsReserved) {
  const absl::CivilDay day(2020, 5, 18);
  PastMatch match;
  for (const MatchState state :
       {MatchState::kInTrial, MatchState::kDefinitive, MatchState::kSustained}) {
    match.state = state;
    EXPECT_EQ(PlacesGiven(match, day), std::vector<FamilyId>{match.support_family});
  }
  for (const MatchState state :
       {MatchState::kDeclined, MatchState::kEndedInTrial, MatchState::kEndedEarly,
        MatchState::kCompleted, MatchState::kCarriedOver}) {
    match.state = state;
    EXPECT_TRUE(PlacesGiven(match, day).empty());
  }
  for (const MatchState state :
       {MatchState::kProposed, MatchState::kIntroduced, MatchState::kAgreed}) {
    match.state = state;
    match.held_until.reset();
    EXPECT_TRUE(PlacesGiven(match, day).empty());
    match.held_until = day;
    EXPECT_EQ(PlacesGiven(match, day).size(), 1U);
    EXPECT_TRUE(PlacesGiven(match, day + 1).empty());
  }
}

TEST(PlacesGiven, OneMoreByWhoStandsInUntilItsLastDay) {
  const absl::CivilDay day(2020, 5, 18);
  const FamilyId substitute = *FamilyId::Parse("id", "0190c0de-0000-7000-8000-000000000001");
  PastMatch match;
  match.state = MatchState::kDefinitive;
  match.substitute = substitute;
  match.substitute_until = day;
  EXPECT_EQ(PlacesGiven(match, day), (std::vector<FamilyId>{match.support_family, substitute}));
  EXPECT_EQ(PlacesGiven(match, day + 1), std::vector<FamilyId>{match.support_family});
  match.state = MatchState::kSustained;
  EXPECT_EQ(PlacesGiven(match, day).size(), 1U);
}

}  // namespace
}  // namespace buurtbrug::matching::domain
