#include "matching/api/weights_api.h"

#include <google/protobuf/util/time_util.h>

#include <limits>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "matching/domain/match.h"
#include "matching/engine/weighing.h"
#include "matching/engine/words.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

void Write(const domain::WeightVersion& version, v1::WeightVersion& out) {
  out.set_version(version.version);
  for (int number = 0; number < engine::kFitParts; ++number) {
    const auto part = static_cast<engine::FitPart>(number);
    v1::PartWeight& each = *out.add_weights();
    each.set_part(std::string(engine::CodeOf(part)));
    each.set_weight(version.weights.at(each.part()));
    each.set_words(std::string(engine::Describe(part).dutch));
  }
  if (version.version > 0) {
    *out.mutable_recorded_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
        absl::ToUnixMicros(version.recorded_at));
    out.set_recorded_by(version.recorded_by);
    out.set_reason(version.reason);
  }
  // An etag begins at 1.
  out.set_etag(absl::StrCat(version.version + 1));
}

}  // namespace

platform::rpc::Service WeightsApi::Describe() {
  platform::rpc::Service service(
      v1::SetWeightsRequest::descriptor()->file()->FindServiceByName("WeightsService"));
  service.Bind(this, &WeightsApi::SetWeights)
      .Bind(this, &WeightsApi::GetWeights)
      .Bind(this, &WeightsApi::ListWeights);
  return service;
}

absl::StatusOr<v1::SetWeightsResponse> WeightsApi::SetWeights(
    const Call& call, const v1::SetWeightsRequest& request) {
  app::WeightChange change;
  for (const v1::PartWeight& each : request.weights()) {
    change.weights.push_back({each.part(), each.weight()});
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      change.reason, core::ParseText("reason", request.reason(), 1, domain::kLongestReason));
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t etag, core::ParseEtag(request.etag()));
  if (etag > 0) {
    change.expected_version = etag - 1;
  }
  if (request.validate_only()) {
    change.mode = app::WeightChange::Mode::kCheckOnly;
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::WeightVersion version, weighings_.Set(call, change));
  v1::SetWeightsResponse response;
  Write(version, *response.mutable_weights());
  return response;
}

absl::StatusOr<v1::GetWeightsResponse> WeightsApi::GetWeights(
    const Call& call, const v1::GetWeightsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::WeightVersion version,
      weighings_.Get(call, request.has_version() ? std::optional<std::int64_t>(request.version())
                                                 : std::nullopt));
  v1::GetWeightsResponse response;
  Write(version, *response.mutable_weights());
  return response;
}

absl::StatusOr<v1::ListWeightsResponse> WeightsApi::ListWeights(
    const Call& call, const v1::ListWeightsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page, core::ParsePage(request.page_size(), ""));
  std::int64_t below = std::numeric_limits<std::int64_t>::max();
  if (!request.page_token().empty() &&
      (!absl::SimpleAtoi(request.page_token(), &below) || below < 1)) {
    return core::InvalidField("page_token", "INVALID_PAGE_TOKEN",
                              "give the token as the page before said");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::WeightVersion> versions,
                             weighings_.List(call, below, page.size));
  v1::ListWeightsResponse response;
  for (const domain::WeightVersion& version : versions) {
    Write(version, *response.add_weights());
  }
  if (!versions.empty() && versions.back().version > 0) {
    response.set_next_page_token(absl::StrCat(versions.back().version));
  }
  return response;
}

}  // namespace buurtbrug::matching::api
