#include "matching/api/exclusion_api.h"

#include <google/protobuf/util/time_util.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

absl::StatusOr<std::string> ReasonOf(const std::string& raw) {
  return core::ParseText("reason", raw, 1, domain::kLongestReason);
}

template <typename Response>
absl::StatusOr<Response> Answer(const absl::StatusOr<core::Receipt>& receipt) {
  if (!receipt.ok()) {
    return receipt.status();
  }
  Response response;
  response.set_exclusion_id(receipt->subject.ToString());
  response.set_etag(absl::StrCat(receipt->version));
  return response;
}

}  // namespace

platform::rpc::Service ExclusionApi::Describe() {
  platform::rpc::Service service(
      v1::ExcludePairRequest::descriptor()->file()->FindServiceByName("ExclusionService"));
  service.Bind(this, &ExclusionApi::ExcludePair)
      .Bind(this, &ExclusionApi::LiftExclusion)
      .Bind(this, &ExclusionApi::ListExclusions);
  return service;
}

absl::StatusOr<v1::ExcludePairResponse> ExclusionApi::ExcludePair(
    const Call& call, const v1::ExcludePairRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::FamilyId request_family,
      domain::FamilyId::Parse("request_family_id", request.request_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::FamilyId support_family,
      domain::FamilyId::Parse("support_family_id", request.support_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string reason, ReasonOf(request.reason()));
  return Answer<v1::ExcludePairResponse>(
      exclusions_.Exclude(call, request_family, support_family, reason));
}

absl::StatusOr<v1::LiftExclusionResponse> ExclusionApi::LiftExclusion(
    const Call& call, const v1::LiftExclusionRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::ExclusionId id,
                             domain::ExclusionId::Parse("exclusion_id", request.exclusion_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t etag, core::ParseEtag(request.etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string reason, ReasonOf(request.reason()));
  return Answer<v1::LiftExclusionResponse>(exclusions_.Lift(call, id, etag, reason));
}

absl::StatusOr<v1::ListExclusionsResponse> ExclusionApi::ListExclusions(
    const Call& call, const v1::ListExclusionsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Exclusion> exclusions,
                             exclusions_.List(call, page));
  v1::ListExclusionsResponse response;
  for (const domain::Exclusion& exclusion : exclusions) {
    v1::Exclusion& out = *response.add_exclusions();
    out.set_exclusion_id(exclusion.id.ToString());
    out.set_request_family_id(exclusion.pair.request_family.ToString());
    out.set_support_family_id(exclusion.pair.support_family.ToString());
    out.set_in_force(exclusion.pair.in_force);
    out.set_etag(absl::StrCat(exclusion.version));
    for (const domain::ExclusionStep& step : exclusion.steps) {
      v1::ExclusionStep& out_step = *out.add_steps();
      out_step.set_occurred_on(core::FormatDay(step.occurred_on));
      *out_step.mutable_recorded_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
          absl::ToUnixMicros(step.recorded_at));
      out_step.set_recorded_by(step.recorded_by);
      out_step.set_reason(step.reason);
      out_step.set_correction(step.correction);
    }
  }
  if (static_cast<int>(exclusions.size()) == page.size) {
    response.set_next_page_token(exclusions.back().id.ToString());
  }
  return response;
}

}  // namespace buurtbrug::matching::api
