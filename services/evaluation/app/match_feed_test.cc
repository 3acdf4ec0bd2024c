#include "evaluation/app/match_feed.h"

#include "buurtbrug/evaluation/v1/events.pb.h"
#include "evaluation/app/scene_test.h"

namespace buurtbrug::evaluation::app {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using matching::v1::MATCH_STATE_CARRIED_OVER;
using matching::v1::MATCH_STATE_DECLINED;
using matching::v1::MATCH_STATE_DEFINITIVE;
using matching::v1::MATCH_STATE_ENDED_EARLY;
using matching::v1::MATCH_STATE_ENDED_IN_TRIAL;
using matching::v1::MATCH_STATE_IN_TRIAL;
using matching::v1::MATCH_STATE_PROPOSED;
using platform::testing::Fails;
using platform::testing::IsOk;

class ApplyMatchingTest : public Scene {
 protected:
  // The contract that follows Sliedrecht's, which has another protocol.
  const TenantScope next = {"0610", ContractId(NewId())};

  absl::Status OpenNext() { return OpenContract(next, 4); }

  platform::feed::Entry CarriedEntry(matching::v1::MatchState state, CivilDay occurred_on) const {
    matching::v1::MatchCarriedOver event;
    event.set_match_id(match.ToString());
    event.set_state(state);
    event.set_from_contract_id(sliedrecht.contract.ToString());
    event.set_trial_first_day("2020-04-01");
    if (state == MATCH_STATE_DEFINITIVE) {
      event.set_definitive_on("2020-06-01");
    }
    return EntryOf(next, occurred_on, event);
  }

  // Both entries of a match that is carried over on 15 December 2020.
  absl::Status TellCarriedOver(matching::v1::MatchState state = MATCH_STATE_DEFINITIVE) {
    const CivilDay day(2020, 12, 15);
    absl::Status told = Apply(CarriedEntry(state, day), ApplyMatching);
    told.Update(Tell(MATCH_STATE_CARRIED_OVER, day));
    return told;
  }

  // As Moments, of one contract.
  std::string MomentsOf(const TenantScope& tenant) const {
    return fresh->Ask(
        "SELECT concat_ws(' ', number, CASE state WHEN 1 THEN 'planned' WHEN 2 THEN 'recorded'"
        "  WHEN 3 THEN 'lapsed' ELSE 'carried over' END, coalesce(planned_on::text, 'open'),"
        "  occurred_on, formal_care) FROM evaluation.moments WHERE contract_id = '" +
        tenant.contract.ToString() + "' ORDER BY number");
  }
};

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

constexpr char kCarriedPlan[] =
    "0 recorded 2020-05-26 2020-06-01 1\n"
    "1 planned 2020-12-01\n"
    "2 planned 2021-06-01\n"
    "3 planned 2021-12-01\n"
    "4 planned 2022-06-01\n";
constexpr char kLeftPlan[] =
    "0 recorded 2020-05-26 2020-06-01 1\n"
    "1 carried over 2020-12-01\n"
    "2 carried over 2021-06-01\n"
    "3 carried over 2021-12-01\n"
    "4 carried over 2022-06-01\n";

TEST_F(ApplyMatchingTest, AMatchThatIsCarriedOverBringsItsMomentsAlongAsTheyWere) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  ASSERT_THAT(OpenNext(), IsOk());
  TellDefinitive();
  Call call = CallOf(sliedrecht);
  ASSERT_THAT(
      evaluations.Record(call, {match, 0, CivilDay(2020, 6, 1), domain::FormalCare::kPrevented}),
      IsOk());
  ASSERT_THAT(TellCarriedOver(), IsOk());
  EXPECT_EQ(MomentsOf(next), kCarriedPlan);
  EXPECT_EQ(MomentsOf(sliedrecht), kLeftPlan);
  // What was recorded is the same in every column.
  EXPECT_EQ(fresh->Ask("SELECT count(DISTINCT to_jsonb(m) - 'contract_id') || ' of ' || count(*)"
                       " FROM evaluation.moments m WHERE number = 0"),
            "1 of 2\n");
  EXPECT_EQ(fresh->Count("evaluation", "feed_entries"), 1);
}

TEST_F(ApplyMatchingTest, ACarriedMatchIsTheSameInWhateverOrderAndHoweverOftenItIsTold) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  ASSERT_THAT(OpenNext(), IsOk());
  // Matching tells that it left, and came, before the steps that it had taken.
  ASSERT_THAT(TellCarriedOver(), IsOk());
  TellDefinitive();
  const std::string planned = MomentsOf(next);
  const std::string left = MomentsOf(sliedrecht);
  EXPECT_EQ(planned, kDefinitivePlan);
  EXPECT_EQ(left,
            "0 carried over 2020-05-26\n"
            "1 carried over 2020-12-01\n"
            "2 carried over 2021-06-01\n"
            "3 carried over 2021-12-01\n"
            "4 carried over 2022-06-01\n");
  ASSERT_THAT(TellCarriedOver(), IsOk());
  TellDefinitive();
  EXPECT_EQ(MomentsOf(next), planned);
  EXPECT_EQ(MomentsOf(sliedrecht), left);
}

TEST_F(ApplyMatchingTest, ACarriedMatchIsEvaluatedOnlyWhereItGoesOn) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  ASSERT_THAT(OpenNext(), IsOk());
  TellDefinitive();
  EXPECT_THAT(evaluations.List(CallOf(next), match),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  ASSERT_THAT(TellCarriedOver(), IsOk());
  const EvaluationInput input = {match, 1, CivilDay(2020, 12, 3), domain::FormalCare::kEnded};
  EXPECT_THAT(evaluations.Record(CallOf(sliedrecht), input),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  ASSERT_THAT(evaluations.Record(CallOf(next), input), IsOk());
  ASSERT_THAT(TellCarriedOver(), IsOk());
  EXPECT_EQ(evaluations.List(CallOf(next), match)->at(1).state, domain::MomentState::kRecorded);
  EXPECT_EQ(evaluations.List(CallOf(sliedrecht), match)->at(1).state,
            domain::MomentState::kCarriedOver);
}

TEST_F(ApplyMatchingTest, WhatFollowsIsPlannedByTheProtocolOfTheContractInWhichItHappens) {
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  ASSERT_THAT(OpenNext(), IsOk());
  ASSERT_THAT(Tell(MATCH_STATE_IN_TRIAL, CivilDay(2020, 4, 1)), IsOk());
  ASSERT_THAT(TellCarriedOver(MATCH_STATE_IN_TRIAL), IsOk());
  EXPECT_EQ(MomentsOf(next), "0 planned 2020-05-26\n");
  ASSERT_THAT(
      Apply(MatchEntry(next, MATCH_STATE_DEFINITIVE, CivilDay(2020, 12, 20)), ApplyMatching),
      IsOk());
  EXPECT_EQ(MomentsOf(next),
            "0 planned 2020-05-26\n"
            "1 planned 2021-06-20\n"
            "2 planned 2021-12-20\n"
            "3 planned 2022-06-20\n"
            "4 planned 2022-12-20\n");
  EXPECT_EQ(MomentsOf(sliedrecht), "0 carried over 2020-05-26\n");
  ASSERT_THAT(
      Apply(MatchEntry(next, MATCH_STATE_ENDED_EARLY, CivilDay(2020, 12, 28)), ApplyMatching),
      IsOk());
  // Told again, nothing of it comes back.
  ASSERT_THAT(TellCarriedOver(MATCH_STATE_IN_TRIAL), IsOk());
  EXPECT_EQ(MomentsOf(next),
            "0 lapsed 2020-05-26\n"
            "1 lapsed 2021-06-20\n"
            "2 lapsed 2021-12-20\n"
            "3 lapsed 2022-06-20\n"
            "4 lapsed 2022-12-20\n");
}

TEST_F(ApplyMatchingTest, ACarriedMatchWaitsForBothContracts) {
  ASSERT_THAT(OpenNext(), IsOk());
  EXPECT_THAT(TellCarriedOver(), Fails(StatusCode::kUnavailable, "CONTRACT_UNREAD"));
  EXPECT_EQ(Moments(), "");
  ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk());
  EXPECT_THAT(TellCarriedOver(), IsOk());
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
