#include "evaluation/api/evaluation_api.h"

#include <google/protobuf/util/time_util.h>

#include <vector>

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::evaluation::api {
namespace {

namespace core = platform::core;

absl::StatusOr<domain::FormalCare> FormalCareOf(v1::FormalCare formal_care) {
  if (formal_care != v1::FORMAL_CARE_UNSPECIFIED && v1::FormalCare_IsValid(formal_care)) {
    return static_cast<domain::FormalCare>(formal_care);
  }
  return core::InvalidField(
      "formal_care", "INVALID_FORMAL_CARE",
      "say what became of formal care; FORMAL_CARE_UNKNOWN when it was not said");
}

}  // namespace

platform::rpc::Service EvaluationApi::Describe() {
  platform::rpc::Service service(
      v1::RecordEvaluationRequest::descriptor()->file()->FindServiceByName("EvaluationService"));
  service.Bind(this, &EvaluationApi::ListMoments).Bind(this, &EvaluationApi::RecordEvaluation);
  return service;
}

absl::StatusOr<v1::ListMomentsResponse> EvaluationApi::ListMoments(
    const Call& call, const v1::ListMomentsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::MatchId match,
                             domain::MatchId::Parse("match_id", request.match_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Moment> moments,
                             evaluations_.List(call, match));
  v1::ListMomentsResponse response;
  for (const domain::Moment& moment : moments) {
    v1::Moment& out = *response.add_moments();
    out.set_match_id(match.ToString());
    out.set_number(moment.number);
    out.set_kind(static_cast<v1::MomentKind>(moment.kind));
    out.set_state(static_cast<v1::MomentState>(moment.state));
    if (moment.planned_on) {
      out.set_planned_on(core::FormatDay(*moment.planned_on));
    }
    if (moment.evaluation) {
      out.set_occurred_on(core::FormatDay(moment.evaluation->occurred_on));
      out.set_formal_care(static_cast<v1::FormalCare>(moment.evaluation->formal_care));
      *out.mutable_recorded_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
          absl::ToUnixMicros(moment.evaluation->recorded_at));
      out.set_correction(moment.evaluation->correction);
    }
  }
  return response;
}

absl::StatusOr<v1::RecordEvaluationResponse> EvaluationApi::RecordEvaluation(
    const Call& call, const v1::RecordEvaluationRequest& request) {
  app::EvaluationInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.match, domain::MatchId::Parse("match_id", request.match_id()));
  input.number = request.number();
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.formal_care, FormalCareOf(request.formal_care()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, evaluations_.Record(call, input));
  v1::RecordEvaluationResponse response;
  response.set_match_id(receipt.subject.ToString());
  response.set_number(static_cast<int>(receipt.version));
  return response;
}

}  // namespace buurtbrug::evaluation::api
