#include "matching/domain/match.h"

#include <map>
#include <set>

#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::HasSubstr;

constexpr absl::CivilDay kMay(2020, 5, 4);

const std::set<MatchState>& AllStates() {
  static const auto& all = *new std::set<MatchState>{
      MatchState::kProposed,     MatchState::kIntroduced, MatchState::kAgreed,
      MatchState::kInTrial,      MatchState::kDefinitive, MatchState::kDeclined,
      MatchState::kEndedInTrial, MatchState::kEndedEarly, MatchState::kCompleted,
      MatchState::kSustained,    MatchState::kCarriedOver};
  return all;
}

MatchHead In(MatchState state) {
  MatchHead match;
  match.state = state;
  match.last_step_on = kMay;
  return match;
}

TEST(MatchSteps, EveryStateGoesOnlyWhereTheTableSays) {
  const std::map<MatchState, std::set<MatchState>> allowed = {
      {MatchState::kProposed, {MatchState::kIntroduced, MatchState::kDeclined}},
      {MatchState::kIntroduced, {MatchState::kAgreed, MatchState::kDeclined}},
      {MatchState::kAgreed, {MatchState::kInTrial, MatchState::kDeclined}},
      {MatchState::kInTrial, {MatchState::kDefinitive, MatchState::kEndedInTrial}},
      {MatchState::kDefinitive,
       {MatchState::kEndedEarly, MatchState::kCompleted, MatchState::kSustained}},
      {MatchState::kDeclined, {}},
      {MatchState::kEndedInTrial, {}},
      {MatchState::kEndedEarly, {}},
      {MatchState::kCompleted, {}},
      {MatchState::kSustained, {MatchState::kCompleted}},
      {MatchState::kCarriedOver, {}},
  };
  ASSERT_EQ(allowed.size(), AllStates().size());
  for (const auto& [from, targets] : allowed) {
    for (const MatchState to : AllStates()) {
      SCOPED_TRACE(absl::StrCat(NameOf(from), " to ", NameOf(to)));
      if (targets.count(to) > 0) {
        EXPECT_THAT(CheckStep(In(from), to, kMay), IsOk());
      } else {
        EXPECT_THAT(CheckStep(In(from), to, kMay),
                    Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
      }
    }
  }
}

TEST(MatchSteps, WhereTheAgreementComesAfterTheTrialItMayStartWhenTheFamiliesHaveMet) {
  const MatchHead met = In(MatchState::kIntroduced);
  EXPECT_THAT(CheckStep(met, MatchState::kInTrial, kMay, Signing::kAfterTrial), IsOk());
  EXPECT_THAT(CheckStep(met, MatchState::kAgreed, kMay, Signing::kAfterTrial), IsOk());
  EXPECT_THAT(
      CheckStep(In(MatchState::kProposed), MatchState::kInTrial, kMay, Signing::kAfterTrial),
      Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST(MatchSteps, ARefusalSaysWhatIsPossible) {
  const absl::Status open = CheckStep(In(MatchState::kAgreed), MatchState::kDefinitive, kMay);
  EXPECT_THAT(std::string(open.message()),
              HasSubstr("the match is AGREED; from there it can become IN_TRIAL or DECLINED"));
  const absl::Status over = CheckStep(In(MatchState::kCompleted), MatchState::kSustained, kMay);
  EXPECT_THAT(std::string(over.message()), HasSubstr("the match is over: COMPLETED"));
  const absl::Status gone = CheckStep(In(MatchState::kCarriedOver), MatchState::kCompleted, kMay);
  EXPECT_THAT(std::string(gone.message()), HasSubstr("goes on in the contract that follows"));
}

TEST(MatchSteps, AStepMayFallOnTheDayOfThePreviousOneButNotBefore) {
  EXPECT_THAT(CheckStep(In(MatchState::kProposed), MatchState::kIntroduced, kMay), IsOk());
  EXPECT_THAT(CheckStep(In(MatchState::kProposed), MatchState::kIntroduced, kMay - 1),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
}

TEST(MatchSteps, AProposalAndEveryEndSayWhy) {
  const std::set<MatchState> without = {MatchState::kIntroduced, MatchState::kAgreed,
                                        MatchState::kInTrial, MatchState::kDefinitive,
                                        MatchState::kCarriedOver};
  for (const MatchState state : AllStates()) {
    EXPECT_EQ(NeedsReason(state), without.count(state) == 0) << NameOf(state);
  }
}

TEST(MatchSteps, ACoordinatorLooksAfterAMatchUntilItIsOverOrSustained) {
  const std::set<MatchState> looked_after = {MatchState::kProposed, MatchState::kIntroduced,
                                             MatchState::kAgreed, MatchState::kInTrial,
                                             MatchState::kDefinitive};
  for (const MatchState state : AllStates()) {
    EXPECT_EQ(IsLookedAfter(state), looked_after.count(state) > 0) << NameOf(state);
  }
}

TEST(Agreement, BothFamiliesSign) {
  EXPECT_THAT(CheckSigned({Signature::kGiven, Signature::kGiven}), IsOk());
  for (const Signatures& signatures : {Signatures{Signature::kMissing, Signature::kMissing},
                                       Signatures{Signature::kGiven, Signature::kMissing},
                                       Signatures{Signature::kMissing, Signature::kGiven}}) {
    EXPECT_THAT(CheckSigned(signatures),
                Fails(StatusCode::kFailedPrecondition, "AGREEMENT_UNSIGNED"));
  }
}

}  // namespace
}  // namespace buurtbrug::matching::domain
