#include "evaluation/domain/moment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::evaluation::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;

// Guidance of two years, an evaluation every half year.
constexpr Protocol kHalfYearly = {8, 24, 6};

std::vector<CivilDay> DaysOf(const std::vector<Moment>& moments) {
  std::vector<CivilDay> days;
  days.reserve(moments.size());
  for (const Moment& moment : moments) {
    days.push_back(moment.planned_on.value());
  }
  return days;
}

std::vector<int> NumbersOf(const std::vector<Moment>& moments) {
  std::vector<int> numbers;
  numbers.reserve(moments.size());
  for (const Moment& moment : moments) {
    numbers.push_back(moment.number);
  }
  return numbers;
}

Match MatchIn(MatchState state) {
  Match match;
  match.state = state;
  match.trial_first_day = CivilDay(2020, 4, 1);
  if (state >= MatchState::kDefinitive && state != MatchState::kEndedInTrial) {
    match.definitive_on = CivilDay(2020, 6, 1);
  }
  return match;
}

TEST(PlanMoments, GivesFourHalfYearsInTwoYears) {
  const auto moments = PlanMoments(kHalfYearly, CivilDay(2020, 6, 1));
  EXPECT_THAT(NumbersOf(moments), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(DaysOf(moments), ElementsAre(CivilDay(2020, 12, 1), CivilDay(2021, 6, 1),
                                           CivilDay(2021, 12, 1), CivilDay(2022, 6, 1)));
  EXPECT_THAT(moments, Each(Field(&Moment::kind, MomentKind::kGuidance)));
  EXPECT_THAT(moments, Each(Field(&Moment::state, MomentState::kPlanned)));
}

TEST(PlanMoments, EndsOnTheLastDayOfAMonthWithoutThatDay) {
  EXPECT_THAT(DaysOf(PlanMoments(kHalfYearly, CivilDay(2020, 8, 31))),
              ElementsAre(CivilDay(2021, 2, 28), CivilDay(2021, 8, 31), CivilDay(2022, 2, 28),
                          CivilDay(2022, 8, 31)));
}

TEST(PlanMoments, KnowsLeapYears) {
  EXPECT_THAT(DaysOf(PlanMoments({std::nullopt, 24, 12}, CivilDay(2020, 2, 29))),
              ElementsAre(CivilDay(2021, 2, 28), CivilDay(2022, 2, 28)));
  EXPECT_THAT(DaysOf(PlanMoments({std::nullopt, 6, 6}, CivilDay(2023, 8, 31))),
              ElementsAre(CivilDay(2024, 2, 29)));
}

TEST(PlanMoments, PlansNothingBeyondTheGuidance) {
  EXPECT_THAT(PlanMoments({std::nullopt, 23, 6}, CivilDay(2020, 6, 1)), SizeIs(3));
  EXPECT_THAT(PlanMoments({std::nullopt, 5, 6}, CivilDay(2020, 6, 1)), IsEmpty());
}

TEST(MomentsOf, PlansTheFirstOnTheLastDayOfTheTrial) {
  const auto moments = MomentsOf(kHalfYearly, MatchIn(MatchState::kInTrial));
  ASSERT_THAT(NumbersOf(moments), ElementsAre(0));
  EXPECT_EQ(moments[0].kind, MomentKind::kTrial);
  EXPECT_THAT(moments[0].planned_on, Optional(CivilDay(2020, 5, 26)));
}

TEST(MomentsOf, LeavesTheTrialsDayOpenWhenItsLengthIsUnknown) {
  const auto moments = MomentsOf({std::nullopt, 24, 6}, MatchIn(MatchState::kInTrial));
  ASSERT_THAT(moments, SizeIs(1));
  EXPECT_EQ(moments[0].planned_on, std::nullopt);
  EXPECT_EQ(moments[0].state, MomentState::kPlanned);
}

TEST(MomentsOf, AddsTheGuidanceToADefinitiveMatch) {
  const auto moments = MomentsOf(kHalfYearly, MatchIn(MatchState::kDefinitive));
  EXPECT_THAT(NumbersOf(moments), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(moments, Each(Field(&Moment::state, MomentState::kPlanned)));
}

TEST(MomentsOf, PlansNothingBeforeTheTrial) {
  Match declined;
  declined.state = MatchState::kDeclined;
  declined.ended_on = CivilDay(2020, 4, 1);
  EXPECT_THAT(MomentsOf(kHalfYearly, declined), IsEmpty());
  EXPECT_THAT(MomentsOf(kHalfYearly, {}), IsEmpty());
}

TEST(MomentsOf, LapseWhenTheMatchIsOver) {
  for (const MatchState end :
       {MatchState::kEndedEarly, MatchState::kCompleted, MatchState::kSustained}) {
    const auto moments = MomentsOf(kHalfYearly, MatchIn(end));
    EXPECT_THAT(moments, SizeIs(5));
    EXPECT_THAT(moments, Each(Field(&Moment::state, MomentState::kLapsed)));
  }
}

TEST(MomentsOf, GoOnElsewhereAndDoNotLapseWhenTheMatchIsCarriedOver) {
  const auto moments = MomentsOf(kHalfYearly, MatchIn(MatchState::kCarriedOver));
  EXPECT_THAT(moments, SizeIs(5));
  EXPECT_THAT(moments, Each(Field(&Moment::state, MomentState::kCarriedOver)));
}

TEST(MomentsOf, KeepTheEvaluationOfATrialInWhichTheMatchEnded) {
  const auto moments = MomentsOf(kHalfYearly, MatchIn(MatchState::kEndedInTrial));
  ASSERT_THAT(NumbersOf(moments), ElementsAre(0));
  EXPECT_EQ(moments[0].state, MomentState::kPlanned);
}

TEST(CheckEvaluation, TakesAnyDayFromTheFirstOfTheTrial) {
  const Match match = MatchIn(MatchState::kInTrial);
  Moment moment;
  EXPECT_THAT(CheckEvaluation(match, moment, CivilDay(2020, 4, 1)), IsOk());
  EXPECT_THAT(CheckEvaluation(match, moment, CivilDay(2020, 3, 31)),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
}

TEST(CheckEvaluation, HoldsGuidanceOnlyWhenTheMatchWasDefinitive) {
  const Match match = MatchIn(MatchState::kDefinitive);
  Moment moment;
  moment.number = 1;
  moment.kind = MomentKind::kGuidance;
  EXPECT_THAT(CheckEvaluation(match, moment, CivilDay(2020, 6, 1)), IsOk());
  EXPECT_THAT(CheckEvaluation(match, moment, CivilDay(2020, 5, 31)),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
}

TEST(CheckEvaluation, RefusesWhatWasRecordedOrHasLapsed) {
  const Match match = MatchIn(MatchState::kDefinitive);
  Moment moment;
  moment.state = MomentState::kRecorded;
  EXPECT_THAT(CheckEvaluation(match, moment, CivilDay(2020, 6, 1)),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  for (const MomentState state : {MomentState::kLapsed, MomentState::kCarriedOver}) {
    moment.state = state;
    EXPECT_THAT(CheckEvaluation(match, moment, CivilDay(2020, 6, 1)),
                Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  }
}

}  // namespace
}  // namespace buurtbrug::evaluation::domain
