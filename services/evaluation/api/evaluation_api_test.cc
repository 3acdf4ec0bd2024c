#include "evaluation/api/evaluation_api.h"

#include "evaluation/app/scene_test.h"

namespace buurtbrug::evaluation::api {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

class EvaluationApiTest : public Scene {
 protected:
  void SetUp() override {
    ASSERT_THAT(OpenContract(sliedrecht, std::nullopt), IsOk());
    TellDefinitive();
  }

  v1::RecordEvaluationRequest Request() const {
    v1::RecordEvaluationRequest request;
    request.set_match_id(match.ToString());
    request.set_number(1);
    request.set_occurred_on("2020-12-03");
    request.set_formal_care(v1::FORMAL_CARE_PREVENTED);
    return request;
  }

  EvaluationApi api{evaluations};
};

TEST_F(EvaluationApiTest, ServesEveryMethodOfItsProto) {
  EXPECT_THAT(api.Describe().Methods(), IsOk());
}

TEST_F(EvaluationApiTest, AnswersWithMatchAndNumberAndListsWhatWasRecorded) {
  const auto response = api.RecordEvaluation(CallOf(sliedrecht), Request());
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->match_id(), match.ToString());
  EXPECT_EQ(response->number(), 1);

  v1::ListMomentsRequest list;
  list.set_match_id(match.ToString());
  const auto moments = api.ListMoments(CallOf(sliedrecht), list);
  ASSERT_THAT(moments, IsOk());
  ASSERT_EQ(moments->moments_size(), 5);
  const v1::Moment& trial = moments->moments(0);
  EXPECT_EQ(trial.kind(), v1::MOMENT_KIND_TRIAL);
  EXPECT_EQ(trial.state(), v1::MOMENT_STATE_PLANNED);
  EXPECT_FALSE(trial.has_planned_on());
  EXPECT_FALSE(trial.has_occurred_on());
  EXPECT_FALSE(trial.has_formal_care());
  EXPECT_FALSE(trial.has_recorded_at());
  const v1::Moment& guidance = moments->moments(1);
  EXPECT_EQ(guidance.match_id(), match.ToString());
  EXPECT_EQ(guidance.number(), 1);
  EXPECT_EQ(guidance.kind(), v1::MOMENT_KIND_GUIDANCE);
  EXPECT_EQ(guidance.state(), v1::MOMENT_STATE_RECORDED);
  EXPECT_EQ(guidance.planned_on(), "2020-12-01");
  EXPECT_EQ(guidance.occurred_on(), "2020-12-03");
  EXPECT_EQ(guidance.formal_care(), v1::FORMAL_CARE_PREVENTED);
  EXPECT_EQ(guidance.recorded_at().seconds(), absl::ToUnixSeconds(CallOf(sliedrecht).now));
}

TEST_F(EvaluationApiTest, WantsToKnowWhatBecameOfFormalCare) {
  v1::RecordEvaluationRequest request = Request();
  request.clear_formal_care();
  EXPECT_THAT(api.RecordEvaluation(CallOf(sliedrecht), request),
              RefusesField("formal_care", "INVALID_FORMAL_CARE"));
  request.set_formal_care(static_cast<v1::FormalCare>(99));
  EXPECT_THAT(api.RecordEvaluation(CallOf(sliedrecht), request),
              RefusesField("formal_care", "INVALID_FORMAL_CARE"));
}

TEST_F(EvaluationApiTest, NamesTheFieldThatHasNotItsForm) {
  v1::RecordEvaluationRequest request = Request();
  request.set_match_id("7");
  EXPECT_THAT(api.RecordEvaluation(CallOf(sliedrecht), request),
              RefusesField("match_id", "INVALID_ID"));
  request = Request();
  request.set_occurred_on("3-12-2020");
  EXPECT_THAT(api.RecordEvaluation(CallOf(sliedrecht), request),
              RefusesField("occurred_on", "INVALID_DATE"));
  EXPECT_THAT(api.ListMoments(CallOf(sliedrecht), v1::ListMomentsRequest()),
              RefusesField("match_id", "INVALID_ID"));
}

TEST_F(EvaluationApiTest, FindsNoMomentUnderANumberThatNoProtocolHas) {
  for (const int number : {-1, 5, 2147483647}) {
    v1::RecordEvaluationRequest request = Request();
    request.set_number(number);
    EXPECT_THAT(api.RecordEvaluation(CallOf(sliedrecht), request),
                Fails(StatusCode::kNotFound, "MOMENT_NOT_FOUND"));
  }
}

}  // namespace
}  // namespace buurtbrug::evaluation::api
