#include "evaluation/app/evaluations.h"

#include <thread>

#include "evaluation/app/scene_test.h"
#include "platform/core/status.h"

namespace buurtbrug::evaluation::app {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using domain::FormalCare;
using matching::v1::MATCH_STATE_ENDED_EARLY;
using matching::v1::MATCH_STATE_IN_TRIAL;
using matching::v1::MATCH_STATE_PROPOSED;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class EvaluationsTest : public Scene {
 protected:
  void SetUp() override { ASSERT_THAT(OpenContract(sliedrecht, 8), IsOk()); }

  std::string Facts() const {
    return fresh->Ask(
        "SELECT concat_ws(' ', type, occurred_on) FROM evaluation.feed_entries ORDER BY sequence");
  }

  EvaluationInput FirstGuidance() const {
    return {match, 1, CivilDay(2020, 12, 3), FormalCare::kScaledDown};
  }
};

TEST_F(EvaluationsTest, RecordsAMomentAndTellsIt) {
  TellDefinitive();
  const auto receipt = evaluations.Record(CallOf(sliedrecht), FirstGuidance());
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->subject, match.value());
  EXPECT_EQ(receipt->version, 1);
  EXPECT_EQ(Facts(), "buurtbrug.evaluation.v1.EvaluationRecorded 2020-12-03\n");
  EXPECT_EQ(rings, 1);

  const auto moments = evaluations.List(CallOf(sliedrecht), match);
  ASSERT_THAT(moments, IsOk());
  ASSERT_THAT(*moments, SizeIs(5));
  const domain::Moment& moment = (*moments)[1];
  EXPECT_EQ(moment.state, domain::MomentState::kRecorded);
  ASSERT_TRUE(moment.evaluation.has_value());
  EXPECT_EQ(moment.evaluation->occurred_on, CivilDay(2020, 12, 3));
  EXPECT_EQ(moment.evaluation->formal_care, FormalCare::kScaledDown);
  EXPECT_EQ(moment.evaluation->recorded_at, CallOf(sliedrecht).now);
  EXPECT_EQ(moment.evaluation->recorded_by, CallOf(sliedrecht).caller.subject);
}

TEST_F(EvaluationsTest, KeepsWhetherItCorrectsASealedPeriod) {
  TellDefinitive();
  tenancy::v1::SubsidyPeriodOpened event;
  event.mutable_period()->set_name("2020");
  event.mutable_period()->set_first_day("2020-01-01");
  event.mutable_period()->set_last_day("2020-12-31");
  event.mutable_period()->mutable_sealed_at()->set_seconds(1);
  ASSERT_THAT(
      Apply(EntryOf(sliedrecht, CivilDay(2020, 1, 1), event), platform::tenant::ApplyTenancy),
      IsOk());
  Call call = CallOf(sliedrecht);
  EXPECT_THAT(evaluations.Record(call, FirstGuidance()),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  call.mark = platform::access::Mark::kCorrection;
  ASSERT_THAT(evaluations.Record(call, FirstGuidance()), IsOk());
  EXPECT_TRUE(evaluations.List(CallOf(sliedrecht), match)->at(1).evaluation->correction);
}

TEST_F(EvaluationsTest, AnswersTheSameRequestAlikeAndDoesItOnce) {
  TellDefinitive();
  const Call call = CallOf(sliedrecht);
  ASSERT_THAT(evaluations.Record(call, FirstGuidance()), IsOk());
  const auto again = evaluations.Record(call, FirstGuidance());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->subject, match.value());
  EXPECT_EQ(again->version, 1);
  EXPECT_EQ(Facts(), "buurtbrug.evaluation.v1.EvaluationRecorded 2020-12-03\n");
  EXPECT_EQ(rings, 1);
}

TEST_F(EvaluationsTest, RefusesARequestIdThatCameWithAnotherBody) {
  TellDefinitive();
  Call call = CallOf(sliedrecht);
  ASSERT_THAT(evaluations.Record(call, FirstGuidance()), IsOk());
  call.request_digest = std::string(32, 'b');
  EXPECT_THAT(evaluations.Record(call, {match, 2, CivilDay(2020, 12, 4), FormalCare::kNone}),
              Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(EvaluationsTest, RefusesAMomentThatWasRecordedOrHasLapsed) {
  TellDefinitive();
  ASSERT_THAT(evaluations.Record(CallOf(sliedrecht), FirstGuidance()), IsOk());
  EXPECT_THAT(evaluations.Record(CallOf(sliedrecht), FirstGuidance()),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  ASSERT_THAT(Tell(MATCH_STATE_ENDED_EARLY, CivilDay(2020, 12, 20)), IsOk());
  const std::string before = Moments();
  EXPECT_THAT(
      evaluations.Record(CallOf(sliedrecht), {match, 2, CivilDay(2020, 12, 21), FormalCare::kNone}),
      Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_EQ(Moments(), before);
}

TEST_F(EvaluationsTest, RecordsAMomentOnceWhenTwoCallersComeTogether) {
  TellDefinitive();
  absl::StatusOr<Receipt> first, second;
  std::thread other([&] { first = evaluations.Record(CallOf(sliedrecht), FirstGuidance()); });
  second = evaluations.Record(CallOf(sliedrecht), FirstGuidance());
  other.join();
  EXPECT_NE(first.ok(), second.ok());
  EXPECT_THAT(first.ok() ? second : first, Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_EQ(Facts(), "buurtbrug.evaluation.v1.EvaluationRecorded 2020-12-03\n");
}

TEST_F(EvaluationsTest, RefusesADayBeforeTheAgreementOrAfterToday) {
  TellDefinitive();
  EXPECT_THAT(
      evaluations.Record(CallOf(sliedrecht), {match, 1, CivilDay(2020, 5, 31), FormalCare::kNone}),
      Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  EXPECT_THAT(
      evaluations.Record(CallOf(sliedrecht), {match, 1, CivilDay(2021, 1, 1), FormalCare::kNone}),
      RefusesField("occurred_on", "OCCURRED_IN_FUTURE"));
  EXPECT_EQ(Facts(), "");
}

TEST_F(EvaluationsTest, DoesNotFindAnUnknownMatchOrMoment) {
  EXPECT_THAT(evaluations.Record(CallOf(sliedrecht), FirstGuidance()),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_THAT(evaluations.List(CallOf(sliedrecht), match),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  ASSERT_THAT(Tell(MATCH_STATE_IN_TRIAL, CivilDay(2020, 4, 1)), IsOk());
  EXPECT_THAT(evaluations.Record(CallOf(sliedrecht), FirstGuidance()),
              Fails(StatusCode::kNotFound, "MOMENT_NOT_FOUND"));
  EXPECT_EQ(catch_ups, 3);
}

TEST_F(EvaluationsTest, ListsNoMomentsBeforeTheTrial) {
  ASSERT_THAT(Tell(MATCH_STATE_PROPOSED, CivilDay(2020, 3, 1)), IsOk());
  const auto moments = evaluations.List(CallOf(sliedrecht), match);
  ASSERT_THAT(moments, IsOk());
  EXPECT_THAT(*moments, IsEmpty());
}

TEST_F(EvaluationsTest, ReadsTheFeedsBeforeItSaysNotFound) {
  news = [this] {
    TellDefinitive();
    return absl::OkStatus();
  };
  EXPECT_THAT(evaluations.Record(CallOf(sliedrecht), FirstGuidance()), IsOk());
  EXPECT_EQ(catch_ups, 1);
}

TEST_F(EvaluationsTest, ReadsTheFeedsBeforeItLists) {
  news = [this] {
    TellDefinitive();
    return absl::OkStatus();
  };
  const auto moments = evaluations.List(CallOf(sliedrecht), match);
  ASSERT_THAT(moments, IsOk());
  EXPECT_THAT(*moments, SizeIs(5));
}

TEST_F(EvaluationsTest, SaysThatTheFeedsCannotBeReadRatherThanNotFound) {
  news = [] {
    return platform::core::Error(StatusCode::kUnavailable, "FEED_UNREACHABLE", "try again");
  };
  EXPECT_THAT(evaluations.Record(CallOf(sliedrecht), FirstGuidance()),
              Fails(StatusCode::kUnavailable, "FEED_UNREACHABLE"));
  EXPECT_THAT(evaluations.List(CallOf(sliedrecht), match),
              Fails(StatusCode::kUnavailable, "FEED_UNREACHABLE"));
}

TEST_F(EvaluationsTest, ShowsAMatchToNoOtherContractOrMunicipality) {
  TellDefinitive();
  const TenantScope next = {"0610", ContractId(NewId())};
  const TenantScope haarlem = {"0392", ContractId(NewId())};
  for (const TenantScope& other : {next, haarlem}) {
    ASSERT_THAT(OpenContract(other, 8), IsOk());
    EXPECT_THAT(evaluations.Record(CallOf(other), FirstGuidance()),
                Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
    EXPECT_THAT(evaluations.List(CallOf(other), match),
                Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  }
  EXPECT_THAT(evaluations.Record(CallOf({"0392", sliedrecht.contract}), FirstGuidance()),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_EQ(Facts(), "");
}

}  // namespace
}  // namespace buurtbrug::evaluation::app
