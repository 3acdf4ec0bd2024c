#include "registration/api/safety_api.h"

#include <google/protobuf/util/time_util.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/domain/free_text.h"

namespace buurtbrug::registration::api {
namespace {

namespace core = platform::core;

constexpr int kLongestText = 4000;

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

absl::StatusOr<core::Personal> TextOf(const std::string& raw) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::string text, domain::ParseFreeText("text", raw, 1, kLongestText));
  return core::Personal(std::move(text));
}

// The fields that every step about a concern has.
template <typename Request>
absl::StatusOr<app::ConcernStepInput> StepOf(const Request& request) {
  app::ConcernStepInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.concern,
                             domain::ConcernId::Parse("concern_id", request.concern_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.expected_version, core::ParseEtag(request.etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.text, TextOf(request.text()));
  return input;
}

// What every view of a concern has.
template <typename View>
void WriteHead(const domain::ConcernHead& head, View& out) {
  out.set_concern_id(head.id.ToString());
  out.set_family_id(head.family.ToString());
  out.set_kind(static_cast<v1::ConcernKind>(head.kind));
  out.set_occurred_on(core::FormatDay(head.occurred_on));
}

template <typename Response>
absl::StatusOr<Response> Answer(const absl::StatusOr<core::Receipt>& receipt) {
  if (!receipt.ok()) {
    return receipt.status();
  }
  Response response;
  response.set_concern_id(receipt->subject.ToString());
  response.set_etag(absl::StrCat(receipt->version));
  return response;
}

}  // namespace

platform::rpc::Service SafetyApi::Describe() {
  platform::rpc::Service service(
      v1::RecordConcernRequest::descriptor()->file()->FindServiceByName("SafetyService"));
  service.Bind(this, &SafetyApi::RecordConcern)
      .Bind(this, &SafetyApi::ListRecordedConcerns)
      .Bind(this, &SafetyApi::RecordReportingStep)
      .Bind(this, &SafetyApi::CloseConcern)
      .Bind(this, &SafetyApi::GetConcern)
      .Bind(this, &SafetyApi::ListConcerns);
  return service;
}

absl::StatusOr<v1::RecordConcernResponse> SafetyApi::RecordConcern(
    const Call& call, const v1::RecordConcernRequest& request) {
  app::ConcernInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.family, core::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  if (request.kind() != v1::CONCERN_KIND_CONCERN && request.kind() != v1::CONCERN_KIND_INCIDENT) {
    return core::InvalidField("kind", "INVALID_KIND",
                              "kind must be CONCERN_KIND_CONCERN or CONCERN_KIND_INCIDENT");
  }
  input.kind = static_cast<domain::ConcernKind>(request.kind());
  BUURTBRUG_ASSIGN_OR_RETURN(input.text, TextOf(request.text()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, concerns_.Record(call, input));
  v1::RecordConcernResponse response;
  response.set_concern_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::ListRecordedConcernsResponse> SafetyApi::ListRecordedConcerns(
    const Call& call, const v1::ListRecordedConcernsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::ConcernHead> heads,
                             concerns_.ListRecorded(call, page));
  v1::ListRecordedConcernsResponse response;
  for (const domain::ConcernHead& head : heads) {
    v1::ReceivedConcern& out = *response.add_concerns();
    WriteHead(head, out);
    *out.mutable_recorded_at() = TimestampOf(head.recorded_at);
  }
  if (static_cast<int>(heads.size()) == page.size) {
    response.set_next_page_token(heads.back().id.ToString());
  }
  return response;
}

absl::StatusOr<v1::RecordReportingStepResponse> SafetyApi::RecordReportingStep(
    const Call& call, const v1::RecordReportingStepRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::ConcernStepInput input, StepOf(request));
  if (request.step() == v1::REPORTING_STEP_UNSPECIFIED ||
      !v1::ReportingStep_IsValid(request.step())) {
    return core::InvalidField("step", "INVALID_STEP", "name one of the five steps");
  }
  std::optional<domain::ReportingDecision> decision;
  if (request.decision() != v1::REPORTING_DECISION_UNSPECIFIED) {
    if (!v1::ReportingDecision_IsValid(request.decision())) {
      return core::InvalidField("decision", "INVALID_DECISION", "there is no such decision");
    }
    decision = static_cast<domain::ReportingDecision>(request.decision());
  }
  return Answer<v1::RecordReportingStepResponse>(concerns_.RecordReportingStep(
      call, input, static_cast<domain::ReportingStep>(request.step()), decision));
}

absl::StatusOr<v1::CloseConcernResponse> SafetyApi::CloseConcern(
    const Call& call, const v1::CloseConcernRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::ConcernStepInput input, StepOf(request));
  return Answer<v1::CloseConcernResponse>(concerns_.Close(call, input));
}

absl::StatusOr<v1::GetConcernResponse> SafetyApi::GetConcern(const Call& call,
                                                             const v1::GetConcernRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::ConcernId id,
                             domain::ConcernId::Parse("concern_id", request.concern_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Concern concern, concerns_.Get(call, id));
  v1::GetConcernResponse response;
  v1::Concern& out = *response.mutable_concern();
  WriteHead(concern.head, out);
  out.set_state(static_cast<v1::ConcernState>(concern.head.state));
  out.set_etag(absl::StrCat(concern.head.version));
  for (const auto& [step, text] : concern.steps) {
    v1::ConcernStep& out_step = *out.add_steps();
    out_step.set_kind(static_cast<v1::ConcernStepKind>(step.kind));
    if (step.reporting_step) {
      out_step.set_reporting_step(static_cast<v1::ReportingStep>(*step.reporting_step));
    }
    if (step.decision) {
      out_step.set_decision(static_cast<v1::ReportingDecision>(*step.decision));
    }
    out_step.set_occurred_on(core::FormatDay(step.occurred_on));
    *out_step.mutable_recorded_at() = TimestampOf(step.recorded_at);
    out_step.set_recorded_by(step.recorded_by);
    out_step.set_correction(step.correction);
    out_step.set_text(text.Reveal());
  }
  return response;
}

absl::StatusOr<v1::ListConcernsResponse> SafetyApi::ListConcerns(
    const Call& call, const v1::ListConcernsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  store::ConcernFilter filter;
  if (request.state() != v1::CONCERN_STATE_UNSPECIFIED) {
    if (!v1::ConcernState_IsValid(request.state())) {
      return core::InvalidField("state", "INVALID_STATE", "there is no such state");
    }
    filter.state = static_cast<domain::ConcernState>(request.state());
  }
  if (!request.family_id().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(filter.family,
                               core::FamilyId::Parse("family_id", request.family_id()));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::ConcernHead> heads,
                             concerns_.List(call, page, filter));
  v1::ListConcernsResponse response;
  for (const domain::ConcernHead& head : heads) {
    v1::ConcernSummary& out = *response.add_concerns();
    WriteHead(head, out);
    out.set_state(static_cast<v1::ConcernState>(head.state));
    *out.mutable_recorded_at() = TimestampOf(head.recorded_at);
    out.set_recorded_by(head.recorded_by);
    out.set_etag(absl::StrCat(head.version));
  }
  if (static_cast<int>(heads.size()) == page.size) {
    response.set_next_page_token(heads.back().id.ToString());
  }
  return response;
}

}  // namespace buurtbrug::registration::api
