#include "evaluation/app/match_feed.h"

#include "buurtbrug/evaluation/v1/events.pb.h"
#include "evaluation/app/scene_test.h"

namespace buurtbrug::evaluation::app {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using matching::v1::MATCH_STATE_DECLINED;
using matching::v1::MATCH_STATE_DEFINITIVE;
using matching::v1::MATCH_STATE_ENDED_EARLY;
using matching::v1::MATCH_STATE_ENDED_IN_TRIAL;
using matching::v1::MATCH_STATE_IN_TRIAL;
using matching::v1::MATCH_STATE_PROPOSED;
using platform::testing::Fails;
using platform::testing::IsOk;

class ApplyMatchingTest : public Scene {};

constexpr char kDefinitivePlan[] =
    "0 planned 2020-05-26\n"
    "1 planned 2020-12-01\n"
    "2 planned 2021-06-01\n"
    "3 planned 2021-12-01\n"
    "4 planned 2022-06-01\n";

TEST_F(ApplyMatchingTest, PlansTheTrialsEndAndThenTheGuidance) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_PROPOSED, CivilDay(2020, 3, 1)), IsOk());
  EXPECT_EQ(Moments(), "");
  ASSERT_THAT(Tell(MATCH_STATE_IN_TRIAL, CivilDay(2020, 4, 1)), IsOk());
  EXPECT_EQ(Moments(), "0 planned 2020-05-26\n");
  ASSERT_THAT(Tell(MATCH_STATE_DEFINITIVE, CivilDay(2020, 6, 1)), IsOk());
  EXPECT_EQ(Moments(), kDefinitivePlan);
}

TEST_F(ApplyMatchingTest, LeavesTheTrialsDayOpenWhenItsLengthIsUnknown) {
  ASSERT_THAT(OpenContract(sliedrecht, std::nullopt), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_IN_TRIAL, CivilDay(2020, 4, 1)), IsOk());
  EXPECT_EQ(Moments(), "0 planned open\n");
}

TEST_F(ApplyMatchingTest, LetsLapseWhatWasNotRecordedWhenTheMatchEnds) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  TellDefinitive();
  ASSERT_THAT(evaluations.Record(CallOf(sliedrecht),
                                 {match, 1, CivilDay(2020, 12, 3), domain::FormalCare::kPrevented}),
              IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_ENDED_EARLY, CivilDay(2020, 12, 20)), IsOk());
  EXPECT_EQ(Moments(),
            "0 lapsed 2020-05-26\n"
            "1 recorded 2020-12-01 2020-12-03 1\n"
            "2 lapsed 2021-06-01\n"
            "3 lapsed 2021-12-01\n"
            "4 lapsed 2022-06-01\n");
}

TEST_F(ApplyMatchingTest, KeepsTheEvaluationOfATrialInWhichTheMatchEnded) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_IN_TRIAL, CivilDay(2020, 4, 1)), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_ENDED_IN_TRIAL, CivilDay(2020, 4, 20)), IsOk());
  EXPECT_EQ(Moments(), "0 planned 2020-05-26\n");
  EXPECT_THAT(evaluations.Record(CallOf(sliedrecht),
                                 {match, 0, CivilDay(2020, 4, 22), domain::FormalCare::kNone}),
              IsOk());
}

TEST_F(ApplyMatchingTest, PlansNothingForAMatchThatWasDeclined) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_PROPOSED, CivilDay(2020, 3, 1)), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_DECLINED, CivilDay(2020, 3, 9)), IsOk());
  EXPECT_EQ(Moments(), "");
}

TEST_F(ApplyMatchingTest, ChangesNothingMoreWhenAppliedAgain) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  TellDefinitive();
  ASSERT_THAT(evaluations.Record(CallOf(sliedrecht),
                                 {match, 0, CivilDay(2020, 6, 1), domain::FormalCare::kUnknown}),
              IsOk());
  const std::string before = Moments();
  TellDefinitive();
  EXPECT_EQ(Moments(), before);
}

TEST_F(ApplyMatchingTest, PlansTheSameWhenALaterStepIsToldFirst) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_DEFINITIVE, CivilDay(2020, 6, 1)), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_IN_TRIAL, CivilDay(2020, 4, 1)), IsOk());
  EXPECT_EQ(Moments(), kDefinitivePlan);
  EXPECT_EQ(fresh->Ask("SELECT state FROM evaluation.evaluated_matches"), "5\n");
}

TEST_F(ApplyMatchingTest, WaitsForTheContract) {
  EXPECT_THAT(Tell(MATCH_STATE_IN_TRIAL, CivilDay(2020, 4, 1)),
              Fails(StatusCode::kUnavailable, "CONTRACT_UNREAD"));
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_IN_TRIAL, CivilDay(2020, 4, 1)), IsOk());
  EXPECT_EQ(Moments(), "0 planned 2020-05-26\n");
}

TEST_F(ApplyMatchingTest, PassesOverWhatItDoesNotKnow) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  EXPECT_THAT(
      Apply(EntryOf(sliedrecht, CivilDay(2020, 4, 1), v1::EvaluationRecorded()), ApplyMatching),
      IsOk());
  EXPECT_THAT(Tell(static_cast<matching::v1::MatchState>(99), CivilDay(2020, 4, 1)), IsOk());
  EXPECT_EQ(fresh->Ask("SELECT count(*) FROM evaluation.evaluated_matches"), "0\n");
}

}  // namespace
}  // namespace buurtbrug::evaluation::app
