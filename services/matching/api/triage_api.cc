#include "matching/api/triage_api.h"

#include <google/protobuf/util/time_util.h>

#include "absl/strings/str_cat.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

absl::StatusOr<domain::FamilyId> FamilyOf(const std::string& id) {
  return domain::FamilyId::Parse("request_family_id", id);
}

absl::StatusOr<domain::TriageOutcome> OutcomeOf(v1::TriageOutcome outcome) {
  switch (outcome) {
    case v1::TRIAGE_OUTCOME_VOLUNTEER:
    case v1::TRIAGE_OUTCOME_PROFESSIONAL:
      return static_cast<domain::TriageOutcome>(outcome);
    default:
      return core::InvalidField(
          "outcome", "INVALID_OUTCOME",
          "outcome must be TRIAGE_OUTCOME_VOLUNTEER or TRIAGE_OUTCOME_PROFESSIONAL");
  }
}

void Write(const domain::TriageProposal& proposal, v1::TriageProposal& out) {
  out.set_outcome(static_cast<v1::TriageOutcome>(proposal.outcome));
  for (const domain::TriageReason& reason : proposal.reasons) {
    v1::TriageReason& out_reason = *out.add_reasons();
    out_reason.set_kind(static_cast<v1::TriageReasonKind>(reason.kind));
    if (reason.casuistry) {
      out_reason.set_casuistry(static_cast<tenancy::v1::Casuistry>(*reason.casuistry));
    }
    out_reason.set_words(domain::WordsOf(reason));
  }
}

void Write(const domain::TriageDecision& decision, v1::TriageDecision& out) {
  out.set_outcome(static_cast<v1::TriageOutcome>(decision.outcome));
  out.set_proposed(static_cast<v1::TriageOutcome>(decision.proposed));
  out.set_occurred_on(core::FormatDay(decision.occurred_on));
  *out.mutable_recorded_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(decision.recorded_at));
  out.set_recorded_by(decision.recorded_by);
  out.set_reason(decision.reason);
  out.set_correction(decision.correction);
}

}  // namespace

platform::rpc::Service TriageApi::Describe() {
  platform::rpc::Service service(
      v1::ProposeTriageRequest::descriptor()->file()->FindServiceByName("TriageService"));
  service.Bind(this, &TriageApi::ProposeTriage)
      .Bind(this, &TriageApi::DecideTriage)
      .Bind(this, &TriageApi::GetTriage);
  return service;
}

absl::StatusOr<v1::ProposeTriageResponse> TriageApi::ProposeTriage(
    const Call& call, const v1::ProposeTriageRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family, FamilyOf(request.request_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::TriageState state, triages_.Get(call, family));
  v1::ProposeTriageResponse response;
  Write(state.proposal, *response.mutable_proposal());
  return response;
}

absl::StatusOr<v1::DecideTriageResponse> TriageApi::DecideTriage(
    const Call& call, const v1::DecideTriageRequest& request) {
  app::TriageInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.request_family, FamilyOf(request.request_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.outcome, OutcomeOf(request.outcome()));
  BUURTBRUG_ASSIGN_OR_RETURN(
      input.reason, core::ParseText("reason", request.reason(), 1, domain::kLongestReason));
  BUURTBRUG_ASSIGN_OR_RETURN(input.expected_version, core::ParseEtag(request.etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, triages_.Decide(call, input));
  v1::DecideTriageResponse response;
  response.set_request_family_id(receipt.subject.ToString());
  response.set_etag(absl::StrCat(receipt.version));
  return response;
}

absl::StatusOr<v1::GetTriageResponse> TriageApi::GetTriage(const Call& call,
                                                           const v1::GetTriageRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family, FamilyOf(request.request_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::TriageState state, triages_.Get(call, family));
  v1::GetTriageResponse response;
  v1::Triage& out = *response.mutable_triage();
  out.set_municipality(call.scope.municipality);
  out.set_contract_id(call.scope.contract.ToString());
  out.set_request_family_id(family.ToString());
  if (state.decision) {
    Write(*state.decision, *out.mutable_decision());
  }
  Write(state.proposal, *out.mutable_proposal());
  out.set_etag(absl::StrCat(state.version));
  return response;
}

}  // namespace buurtbrug::matching::api
