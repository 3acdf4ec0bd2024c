#include "matching/domain/match_life.h"

#include <string>
#include <utility>
#include <vector>

#include "platform/core/status.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::Contains;
using ::testing::Pair;

constexpr CivilDay kMay(2020, 5, 4);

auto Refuses(const char* reason) { return Fails(StatusCode::kFailedPrecondition, reason); }

platform::core::Uuid SomeId() {
  return *platform::core::Uuid::Parse("id", "0190c0de-0000-7000-8000-000000000001");
}

TEST(Origin, APlanIsNamedWithAPlanAndWeightsWithWhatWasWeighed) {
  EXPECT_THAT(CheckOrigin({}), IsOk());
  EXPECT_THAT(CheckOrigin({ProposalOrigin::kByHand}), IsOk());
  EXPECT_THAT(CheckOrigin({ProposalOrigin::kSearch, std::nullopt, 1}), IsOk());
  EXPECT_THAT(CheckOrigin({ProposalOrigin::kPlan, SomeId(), 3}), IsOk());

  EXPECT_THAT(CheckOrigin({ProposalOrigin::kPlan, std::nullopt, 3}),
              RefusesField("plan_id", "INVALID_ORIGIN"));
  EXPECT_THAT(CheckOrigin({ProposalOrigin::kSearch, SomeId(), 3}),
              RefusesField("plan_id", "INVALID_ORIGIN"));
  EXPECT_THAT(CheckOrigin({ProposalOrigin::kSearch, std::nullopt, 0}), IsOk());
  EXPECT_THAT(CheckOrigin({ProposalOrigin::kSearch, std::nullopt, -1}),
              RefusesField("weights_version", "INVALID_ORIGIN"));
  EXPECT_THAT(CheckOrigin({ProposalOrigin::kByHand, std::nullopt, 1}),
              RefusesField("weights_version", "INVALID_ORIGIN"));
  for (const int unknown : {-1, 4}) {
    EXPECT_THAT(CheckOrigin({static_cast<ProposalOrigin>(unknown)}),
                RefusesField("origin", "INVALID_ORIGIN"));
  }
}

TEST(HeldPlace, LastsTheProtocolsDaysOrFourteen) {
  EXPECT_EQ(HeldUntil(kMay, std::nullopt), kMay + 14);
  EXPECT_EQ(HeldUntil(kMay, 21), kMay + 21);
}

TEST(HeldPlace, IsExtendedByAsManyDaysOnce) {
  MatchLife life;
  life.held_until = kMay + 14;
  EXPECT_THAT(CheckExtension(life), IsOk());
  EXPECT_EQ(HeldLonger(life, kMay + 10, std::nullopt), kMay + 28);
  EXPECT_EQ(HeldLonger(life, kMay + 20, std::nullopt), kMay + 34) << "it was over by then";
  EXPECT_EQ(HeldLonger({}, kMay, 7), kMay + 7) << "it never reserved one";
  life.held_longer = true;
  EXPECT_THAT(CheckExtension(life), Refuses("PLACE_EXTENDED_BEFORE"));
}

TEST(AskedFamilies, AreAskedOnceAndAnswerOnlyThen) {
  MatchLife life;
  EXPECT_THAT(CheckAsking(life), IsOk());
  EXPECT_THAT(CheckAnswer(life, Party::kRequestFamily, FamilyAnswer::kAccepted),
              Refuses("NOT_ASKED"));
  life.asked_on = kMay;
  EXPECT_THAT(CheckAsking(life), Refuses("ASKED_BEFORE"));
  EXPECT_THAT(CheckAnswer(life, Party::kRequestFamily, FamilyAnswer::kAccepted), IsOk());
  life.request_answer = FamilyAnswer::kAccepted;
  EXPECT_THAT(CheckAnswer(life, Party::kRequestFamily, FamilyAnswer::kAccepted),
              Refuses("ANSWERED_BEFORE"));
  EXPECT_THAT(CheckAnswer(life, Party::kRequestFamily, FamilyAnswer::kDeclined), IsOk());
  EXPECT_THAT(CheckAnswer(life, Party::kSupportFamily, FamilyAnswer::kAccepted), IsOk());
}

TEST(AskedFamilies, GiveACauseOfTheirOwnSide) {
  for (const EndCause cause : {EndCause::kTooFar, EndCause::kDaysDoNotFit, EndCause::kTooMuch,
                               EndCause::kMoved, EndCause::kOtherSupportFound, EndCause::kOther}) {
    EXPECT_THAT(CheckOwnCause(Party::kRequestFamily, cause), IsOk());
    EXPECT_THAT(CheckOwnCause(Party::kSupportFamily, cause), IsOk());
  }
  EXPECT_THAT(CheckOwnCause(Party::kRequestFamily, EndCause::kCircumstancesOfRequestFamily),
              IsOk());
  EXPECT_THAT(CheckOwnCause(Party::kSupportFamily, EndCause::kCircumstancesOfSupportFamily),
              IsOk());
  const auto refused = RefusesField("cause", "INVALID_CAUSE");
  EXPECT_THAT(CheckOwnCause(Party::kSupportFamily, EndCause::kCircumstancesOfRequestFamily),
              refused);
  EXPECT_THAT(CheckOwnCause(Party::kRequestFamily, EndCause::kCircumstancesOfSupportFamily),
              refused);
  // They have not met; and a concern about safety has a way of its own.
  for (const int cause : {0, 1, 7, 10, 11, 12, 13, 15, -1}) {
    EXPECT_THAT(CheckOwnCause(Party::kRequestFamily, static_cast<EndCause>(cause)), refused)
        << cause;
  }
}

TEST(AskedFamilies, BothAcceptBeforeTheyAreIntroduced) {
  MatchLife life;
  EXPECT_THAT(CheckIntroduction(life), IsOk()) << "nobody was asked";
  life.asked_on = kMay;
  const auto none = CheckIntroduction(life);
  EXPECT_THAT(none, Refuses("FAMILIES_NOT_ACCEPTED"));
  EXPECT_THAT(platform::core::MetadataOf(none),
              Contains(Pair("missing", "REQUEST_FAMILY,SUPPORT_FAMILY")));
  life.request_answer = FamilyAnswer::kAccepted;
  EXPECT_THAT(platform::core::MetadataOf(CheckIntroduction(life)),
              Contains(Pair("missing", "SUPPORT_FAMILY")));
  life.support_answer = FamilyAnswer::kAccepted;
  EXPECT_THAT(CheckIntroduction(life), IsOk());
}

TEST(Occurrences, HappenInTheirStatesAndNotBeforeTheLastThing) {
  MatchHead match;
  match.state = MatchState::kInTrial;
  match.last_step_on = kMay;
  EXPECT_THAT(CheckOccurrence(match, {MatchState::kInTrial}, kMay), IsOk());
  EXPECT_THAT(CheckOccurrence(match, {MatchState::kInTrial}, kMay - 1), Refuses("STEP_TOO_EARLY"));
  EXPECT_THAT(CheckOccurrence(match, {MatchState::kProposed, MatchState::kAgreed}, kMay),
              Refuses("WRONG_STATE"));
}

TEST(TrialLength, IsTheProtocolsUnlessSomebodySaysWhy) {
  MatchLife life;
  life.trial_first_day = kMay;
  const auto early = CheckTrialOver(life, 8, kMay + 55, "");
  EXPECT_THAT(early, Refuses("TRIAL_NOT_OVER"));
  EXPECT_THAT(platform::core::MetadataOf(early), Contains(Pair("over_on", "2020-06-29")));
  EXPECT_THAT(CheckTrialOver(life, 8, kMay + 56, ""), IsOk());
  EXPECT_THAT(CheckTrialOver(life, 8, kMay, "Ze kennen elkaar al jaren."), IsOk());
  EXPECT_THAT(CheckTrialOver(life, std::nullopt, kMay, ""), IsOk()) << "no source states it";
}

TEST(Guidance, IsOverAfterTheProtocolsMonthsUnlessSomebodySaysWhy) {
  MatchLife life;
  life.definitive_on = CivilDay(2020, 2, 29);
  const auto early = CheckGuidanceOver(life, 24, CivilDay(2022, 2, 27), "");
  EXPECT_THAT(early, Refuses("GUIDANCE_NOT_OVER"));
  EXPECT_THAT(platform::core::MetadataOf(early), Contains(Pair("over_on", "2022-02-28")));
  EXPECT_THAT(CheckGuidanceOver(life, 24, CivilDay(2022, 2, 28), ""), IsOk());
  EXPECT_THAT(CheckGuidanceOver(life, 24, CivilDay(2020, 3, 1), "Het loopt vanzelf."), IsOk());
}

TEST(AgreementOfAMatch, IsThereBeforeItIsDefinitive) {
  MatchLife life;
  EXPECT_THAT(CheckAgreed(life), Refuses("AGREEMENT_UNSIGNED"));
  life.agreement_version = 1;
  EXPECT_THAT(CheckAgreed(life), IsOk());
  MatchLife of_before;
  of_before.agreed_on = kMay;
  EXPECT_THAT(CheckAgreed(of_before), IsOk());
}

TEST(Pause, BeginsOnceAndEndsOnce) {
  MatchLife life;
  EXPECT_THAT(CheckPause(life), IsOk());
  EXPECT_THAT(CheckNotPaused(life), IsOk());
  EXPECT_THAT(CheckResume(life), Refuses("NOT_PAUSED"));
  life.paused_until = kMay;
  EXPECT_THAT(CheckPause(life), Refuses("PAUSED_BEFORE"));
  EXPECT_THAT(CheckNotPaused(life), Refuses("MATCH_PAUSED"));
  EXPECT_THAT(CheckResume(life), IsOk());
}

TEST(Absence, LastsAYearAtMost) {
  EXPECT_THAT(CheckLastDay("last_day", kMay, kMay), IsOk());
  EXPECT_THAT(CheckLastDay("last_day", kMay, kMay + 366), IsOk());
  for (const CivilDay day : {kMay - 1, kMay + 367}) {
    EXPECT_THAT(CheckLastDay("last_day", kMay, day), RefusesField("last_day", "OUT_OF_RANGE"));
  }
}

TEST(Substitution, IsByOneOtherFamilyAtATime) {
  LivingMatch match;
  match.head.support_family = FamilyId(SomeId());
  const FamilyId other;
  EXPECT_THAT(CheckSubstitution(match, other, kMay), IsOk());
  EXPECT_THAT(CheckSubstitution(match, match.head.support_family, kMay), Refuses("SAME_FAMILY"));
  EXPECT_THAT(CheckSubstitutionEnd(match.life, kMay), Refuses("NOT_SUBSTITUTED"));
  match.life.substitution = {other, kMay, kMay + 10};
  EXPECT_THAT(CheckSubstitution(match, other, kMay + 10), Refuses("SUBSTITUTED_BEFORE"));
  EXPECT_THAT(CheckSubstitutionEnd(match.life, kMay + 10), IsOk());
  EXPECT_THAT(CheckSubstitution(match, other, kMay + 11), IsOk()) << "it was over by itself";
  EXPECT_THAT(CheckSubstitutionEnd(match.life, kMay + 11), Refuses("NOT_SUBSTITUTED"));
}

TEST(Ends, EveryConclusionHasACauseAndAWish) {
  for (const MatchState end :
       {MatchState::kDeclined, MatchState::kEndedInTrial, MatchState::kEndedEarly,
        MatchState::kCompleted, MatchState::kSustained}) {
    EXPECT_THAT(CheckEnd(end, EndCause::kOther, WishedBy::kCoordinator), IsOk());
    EXPECT_THAT(CheckEnd(end, EndCause::kNotSaid, WishedBy::kCoordinator),
                RefusesField("cause", "CAUSE_REQUIRED"));
    EXPECT_THAT(CheckEnd(end, EndCause::kOther, WishedBy::kNotSaid),
                RefusesField("wished_by", "WISHED_BY_REQUIRED"));
  }
  for (const int unknown : {-1, 15}) {
    EXPECT_THAT(CheckEnd(MatchState::kCompleted, static_cast<EndCause>(unknown), {}),
                RefusesField("cause", "INVALID_CAUSE"));
  }
  for (const int unknown : {-1, 5}) {
    EXPECT_THAT(CheckEnd(MatchState::kCompleted, EndCause::kOther, static_cast<WishedBy>(unknown)),
                RefusesField("wished_by", "INVALID_WISH"));
  }
}

TEST(Ends, NothingElseHasEither) {
  EXPECT_THAT(CheckEnd(MatchState::kDefinitive, EndCause::kNotSaid, WishedBy::kNotSaid), IsOk());
  EXPECT_THAT(CheckEnd(MatchState::kDefinitive, EndCause::kOther, WishedBy::kNotSaid),
              RefusesField("cause", "INVALID_CAUSE"));
  EXPECT_THAT(CheckEnd(MatchState::kDefinitive, EndCause::kNotSaid, WishedBy::kCoordinator),
              RefusesField("wished_by", "INVALID_WISH"));
}

}  // namespace
}  // namespace buurtbrug::matching::domain
