#include "matching/api/matching_api.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "matching/api/match_life_messages.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;
using domain::MatchState;

absl::StatusOr<std::string> ReasonFor(MatchState next, const std::string& reason) {
  return core::ParseText("reason", reason, domain::NeedsReason(next) ? 1 : 0,
                         domain::kLongestReason);
}

absl::StatusOr<MatchState> StateOf(v1::TrialOutcome outcome) {
  switch (outcome) {
    case v1::TRIAL_OUTCOME_DEFINITIVE:
      return MatchState::kDefinitive;
    case v1::TRIAL_OUTCOME_ENDED_IN_TRIAL:
      return MatchState::kEndedInTrial;
    default:
      return core::InvalidField(
          "outcome", "INVALID_OUTCOME",
          "outcome must be TRIAL_OUTCOME_DEFINITIVE or TRIAL_OUTCOME_ENDED_IN_TRIAL");
  }
}

absl::StatusOr<MatchState> EndOf(v1::MatchState outcome) {
  switch (outcome) {
    case v1::MATCH_STATE_DECLINED:
    case v1::MATCH_STATE_ENDED_EARLY:
    case v1::MATCH_STATE_COMPLETED:
    case v1::MATCH_STATE_SUSTAINED:
      return static_cast<MatchState>(outcome);
    default:
      return core::InvalidField("outcome", "INVALID_OUTCOME",
                                "outcome must be MATCH_STATE_DECLINED, MATCH_STATE_ENDED_EARLY, "
                                "MATCH_STATE_COMPLETED or MATCH_STATE_SUSTAINED");
  }
}

domain::Signature SignatureOf(bool signed_by_family) {
  return signed_by_family ? domain::Signature::kGiven : domain::Signature::kMissing;
}

// The fields that every step has.
template <typename Request>
absl::StatusOr<app::StepInput> StepOf(const Request& request, MatchState next) {
  app::StepInput input;
  input.next = next;
  BUURTBRUG_ASSIGN_OR_RETURN(input.match, domain::MatchId::Parse("match_id", request.match_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.expected_version, core::ParseEtag(request.etag()));
  return input;
}

// With the field of those that say why.
template <typename Request>
absl::StatusOr<app::StepInput> StepWithReasonOf(const Request& request, MatchState next) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::StepInput input, StepOf(request, next));
  BUURTBRUG_ASSIGN_OR_RETURN(input.reason, ReasonFor(next, request.reason()));
  input.cause = static_cast<domain::EndCause>(request.cause());
  input.wished_by = static_cast<domain::WishedBy>(request.wished_by());
  return input;
}

template <typename Response>
absl::StatusOr<Response> Answer(const absl::StatusOr<core::Receipt>& receipt) {
  if (!receipt.ok()) {
    return receipt.status();
  }
  Response response;
  response.set_match_id(receipt->subject.ToString());
  response.set_etag(absl::StrCat(receipt->version));
  return response;
}

void Write(const core::TenantScope& tenant, const domain::MatchHead& head, v1::Match& out) {
  out.set_municipality(tenant.municipality);
  out.set_contract_id(tenant.contract.ToString());
  out.set_match_id(head.id.ToString());
  out.set_request_family_id(head.request_family.ToString());
  out.mutable_children()->Add(head.children.begin(), head.children.end());
  out.set_support_family_id(head.support_family.ToString());
  out.set_state(static_cast<v1::MatchState>(head.state));
  out.set_etag(absl::StrCat(head.version));
  out.set_end_reason(static_cast<v1::EndReason>(head.end_reason));
  out.set_last_step_on(core::FormatDay(head.last_step_on));
}

}  // namespace

platform::rpc::Service MatchingApi::Describe() {
  platform::rpc::Service service(
      v1::ProposeMatchRequest::descriptor()->file()->FindServiceByName("MatchingService"));
  service.Bind(this, &MatchingApi::ProposeMatch)
      .Bind(this, &MatchingApi::IntroduceMatch)
      .Bind(this, &MatchingApi::AgreeMatch)
      .Bind(this, &MatchingApi::StartTrial)
      .Bind(this, &MatchingApi::CompleteTrial)
      .Bind(this, &MatchingApi::EndMatch)
      .Bind(this, &MatchingApi::GetMatch)
      .Bind(this, &MatchingApi::ListMatches)
      .Bind(this, &MatchingApi::CarryOverMatches);
  return service;
}

absl::StatusOr<v1::ProposeMatchResponse> MatchingApi::ProposeMatch(
    const Call& call, const v1::ProposeMatchRequest& request) {
  app::ProposalInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(
      input.request_family,
      domain::FamilyId::Parse("request_family_id", request.request_family_id()));
  input.children.assign(request.children().begin(), request.children().end());
  BUURTBRUG_ASSIGN_OR_RETURN(
      input.support_family,
      domain::FamilyId::Parse("support_family_id", request.support_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.reason, ReasonFor(MatchState::kProposed, request.reason()));
  input.origin.kind = static_cast<domain::ProposalOrigin>(request.origin());
  if (request.has_weights_version()) {
    input.origin.weights_version = request.weights_version();
  }
  if (!request.plan_id().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(input.origin.plan, core::Uuid::Parse("plan_id", request.plan_id()));
  }
  return Answer<v1::ProposeMatchResponse>(matches_.Propose(call, input));
}

absl::StatusOr<v1::IntroduceMatchResponse> MatchingApi::IntroduceMatch(
    const Call& call, const v1::IntroduceMatchRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::StepInput input, StepOf(request, MatchState::kIntroduced));
  return Answer<v1::IntroduceMatchResponse>(matches_.RecordStep(call, input));
}

absl::StatusOr<v1::AgreeMatchResponse> MatchingApi::AgreeMatch(
    const Call& call, const v1::AgreeMatchRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::StepInput input, StepOf(request, MatchState::kAgreed));
  input.signatures = {SignatureOf(request.request_family_signed()),
                      SignatureOf(request.support_family_signed())};
  BUURTBRUG_ASSIGN_OR_RETURN(input.agreement, AgreementInputOf(request));
  return Answer<v1::AgreeMatchResponse>(matches_.RecordStep(call, input));
}

absl::StatusOr<v1::StartTrialResponse> MatchingApi::StartTrial(
    const Call& call, const v1::StartTrialRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::StepInput input, StepOf(request, MatchState::kInTrial));
  return Answer<v1::StartTrialResponse>(matches_.StartTrial(call, input));
}

absl::StatusOr<v1::CompleteTrialResponse> MatchingApi::CompleteTrial(
    const Call& call, const v1::CompleteTrialRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const MatchState next, StateOf(request.outcome()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::StepInput input, StepWithReasonOf(request, next));
  return Answer<v1::CompleteTrialResponse>(matches_.RecordStep(call, input));
}

absl::StatusOr<v1::EndMatchResponse> MatchingApi::EndMatch(const Call& call,
                                                           const v1::EndMatchRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const MatchState next, EndOf(request.outcome()));
  BUURTBRUG_ASSIGN_OR_RETURN(app::StepInput input, StepWithReasonOf(request, next));
  BUURTBRUG_ASSIGN_OR_RETURN(
      input.early_reason,
      core::ParseText("early_reason", request.early_reason(), 0,
                      next == MatchState::kSustained ? domain::kLongestReason : 0));
  return Answer<v1::EndMatchResponse>(matches_.RecordStep(call, input));
}

absl::StatusOr<v1::GetMatchResponse> MatchingApi::GetMatch(const Call& call,
                                                           const v1::GetMatchRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::MatchId id,
                             domain::MatchId::Parse("match_id", request.match_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::WholeMatch match, matches_.Get(call, id));
  v1::GetMatchResponse response;
  v1::Match& out = *response.mutable_match();
  Write(call.scope, match.head, out);
  if (match.carried_from) {
    out.set_carried_from_contract_id(match.carried_from->ToString());
  }
  for (const domain::MatchStep& step : match.steps) {
    v1::MatchStep& out_step = *out.add_steps();
    out_step.set_state(static_cast<v1::MatchState>(step.state));
    out_step.set_occurred_on(core::FormatDay(step.occurred_on));
    *out_step.mutable_recorded_at() = TimestampOf(step.recorded_at);
    out_step.set_recorded_by(step.recorded_by);
    out_step.set_reason(step.reason);
    out_step.set_correction(step.correction);
    out_step.set_end_reason(static_cast<v1::EndReason>(step.end_reason));
    out_step.set_cause(static_cast<v1::EndCause>(step.cause));
    out_step.set_wished_by(static_cast<v1::WishedBy>(step.wished_by));
    out_step.set_early_reason(step.early_reason);
    out_step.mutable_overridden_rules()->Assign(step.overridden_rules.begin(),
                                                step.overridden_rules.end());
  }
  WriteLife(match, *out.mutable_life());
  return response;
}

absl::StatusOr<v1::ListMatchesResponse> MatchingApi::ListMatches(
    const Call& call, const v1::ListMatchesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  if (!v1::EndReason_IsValid(request.end_reason())) {
    return core::InvalidField("end_reason", "INVALID_END_REASON",
                              "end_reason must be END_REASON_SUPPORT_FAMILY_NOT_READY or absent");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::vector<domain::MatchHead> heads,
      matches_.List(call, page, static_cast<domain::EndReason>(request.end_reason())));
  v1::ListMatchesResponse response;
  for (const domain::MatchHead& head : heads) {
    Write(call.scope, head, *response.add_matches());
  }
  if (static_cast<int>(heads.size()) == page.size) {
    response.set_next_page_token(heads.back().id.ToString());
  }
  return response;
}

absl::StatusOr<v1::CarryOverMatchesResponse> MatchingApi::CarryOverMatches(
    const Call& call, const v1::CarryOverMatchesRequest& request) {
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("match_ids", request.match_ids_size(), 0, app::kMostCarriedOver).status());
  std::vector<domain::MatchId> matches;
  for (const std::string& raw : request.match_ids()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::MatchId match,
                               domain::MatchId::Parse("match_ids", raw));
    matches.push_back(match);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const app::CarriedOver carried,
                             request.validate_only() ? renewals_.Preview(call, matches)
                                                     : renewals_.CarryOver(call, matches));
  v1::CarryOverMatchesResponse response;
  response.set_from_contract_id(carried.from.ToString());
  response.set_matches(carried.matches);
  return response;
}

}  // namespace buurtbrug::matching::api
