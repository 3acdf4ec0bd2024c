#include "matching/api/match_life_api.h"

#include "absl/strings/str_cat.h"
#include "matching/api/match_life_messages.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

// The fields that every request has, and its reason where it has one, of `least` characters.
template <typename Request>
absl::StatusOr<app::OccurrenceInput> OccurrenceOf(const Request& request, int least = 0) {
  app::OccurrenceInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.match, domain::MatchId::Parse("match_id", request.match_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.expected_version, core::ParseEtag(request.etag()));
  if constexpr (requires { request.reason(); }) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        input.reason, core::ParseText("reason", request.reason(), least, domain::kLongestReason));
  }
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

}  // namespace

platform::rpc::Service MatchLifeApi::Describe() {
  platform::rpc::Service service(
      v1::ExtendPlaceRequest::descriptor()->file()->FindServiceByName("MatchLifeService"));
  service.Bind(this, &MatchLifeApi::ExtendPlace)
      .Bind(this, &MatchLifeApi::AskFamilies)
      .Bind(this, &MatchLifeApi::RecordAnswer)
      .Bind(this, &MatchLifeApi::OfferAgreement)
      .Bind(this, &MatchLifeApi::RecordAgreement)
      .Bind(this, &MatchLifeApi::PauseMatch)
      .Bind(this, &MatchLifeApi::ResumeMatch)
      .Bind(this, &MatchLifeApi::SubstituteSupportFamily)
      .Bind(this, &MatchLifeApi::EndSubstitution);
  return service;
}

absl::StatusOr<v1::ExtendPlaceResponse> MatchLifeApi::ExtendPlace(
    const Call& call, const v1::ExtendPlaceRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OccurrenceInput input, OccurrenceOf(request, 1));
  return Answer<v1::ExtendPlaceResponse>(lives_.ExtendPlace(call, input));
}

absl::StatusOr<v1::AskFamiliesResponse> MatchLifeApi::AskFamilies(
    const Call& call, const v1::AskFamiliesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OccurrenceInput input, OccurrenceOf(request));
  return Answer<v1::AskFamiliesResponse>(lives_.AskFamilies(call, input));
}

absl::StatusOr<v1::RecordAnswerResponse> MatchLifeApi::RecordAnswer(
    const Call& call, const v1::RecordAnswerRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OccurrenceInput input, OccurrenceOf(request));
  if (request.party() != v1::PARTY_REQUEST_FAMILY && request.party() != v1::PARTY_SUPPORT_FAMILY) {
    return core::InvalidField("party", "INVALID_PARTY",
                              "party must be PARTY_REQUEST_FAMILY or PARTY_SUPPORT_FAMILY");
  }
  BUURTBRUG_RETURN_IF_ERROR(CheckAnswer(request.answer()));
  return Answer<v1::RecordAnswerResponse>(
      lives_.RecordAnswer(call, input,
                          {static_cast<domain::Party>(request.party()),
                           static_cast<domain::FamilyAnswer>(request.answer()),
                           static_cast<domain::EndCause>(request.cause())}));
}

absl::StatusOr<v1::OfferAgreementResponse> MatchLifeApi::OfferAgreement(
    const Call& call, const v1::OfferAgreementRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OccurrenceInput input, OccurrenceOf(request));
  return Answer<v1::OfferAgreementResponse>(
      lives_.OfferAgreement(call, input, TermsOf(request.terms())));
}

absl::StatusOr<v1::RecordAgreementResponse> MatchLifeApi::RecordAgreement(
    const Call& call, const v1::RecordAgreementRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OccurrenceInput input, OccurrenceOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::AgreementInput agreement, AgreementInputOf(request));
  return Answer<v1::RecordAgreementResponse>(lives_.RecordAgreement(call, input, agreement));
}

absl::StatusOr<v1::PauseMatchResponse> MatchLifeApi::PauseMatch(
    const Call& call, const v1::PauseMatchRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OccurrenceInput input, OccurrenceOf(request, 1));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay last_day,
                             core::ParseDay("expected_last_day", request.expected_last_day()));
  return Answer<v1::PauseMatchResponse>(lives_.Pause(call, input, last_day));
}

absl::StatusOr<v1::ResumeMatchResponse> MatchLifeApi::ResumeMatch(
    const Call& call, const v1::ResumeMatchRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OccurrenceInput input, OccurrenceOf(request));
  return Answer<v1::ResumeMatchResponse>(lives_.Resume(call, input));
}

absl::StatusOr<v1::SubstituteSupportFamilyResponse> MatchLifeApi::SubstituteSupportFamily(
    const Call& call, const v1::SubstituteSupportFamilyRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OccurrenceInput input, OccurrenceOf(request, 1));
  domain::Substitution substitution;
  BUURTBRUG_ASSIGN_OR_RETURN(
      substitution.family,
      domain::FamilyId::Parse("substitute_family_id", request.substitute_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(substitution.first_day,
                             core::ParseDay("first_day", request.first_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(substitution.last_day, core::ParseDay("last_day", request.last_day()));
  return Answer<v1::SubstituteSupportFamilyResponse>(lives_.Substitute(
      call, input, substitution, request.by_hand() ? app::Passing::kByHand : app::Passing::kNone));
}

absl::StatusOr<v1::EndSubstitutionResponse> MatchLifeApi::EndSubstitution(
    const Call& call, const v1::EndSubstitutionRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OccurrenceInput input, OccurrenceOf(request));
  return Answer<v1::EndSubstitutionResponse>(lives_.EndSubstitution(call, input));
}

}  // namespace buurtbrug::matching::api
