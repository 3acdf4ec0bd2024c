#include "matching/api/family_link_api.h"

#include <limits>

#include "matching/api/match_life_messages.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

void Write(const domain::AskedMatch& match, domain::Party party, v1::AskedMatch& out) {
  out.set_match_id(match.id.ToString());
  out.set_children(match.children);
  for (const int kind : match.outline.kinds) {
    out.add_kinds(static_cast<v1::MatchTask>(kind));
  }
  out.set_rhythm(static_cast<v1::MatchRhythm>(match.outline.frequency));
  out.set_distance(static_cast<v1::DistanceClass>(match.outline.distance));
  if (match.asked_on) {
    out.set_asked_on(core::FormatDay(*match.asked_on));
    out.set_answer(static_cast<v1::FamilyAnswer>(match.answer));
  }
  if (match.offer) {
    v1::OfferedTerms& offer = *out.mutable_offer();
    offer.set_number(match.offer->number);
    offer.set_offered_on(core::FormatDay(match.offer->occurred_on));
    WriteTerms(match.offer->terms, *offer.mutable_terms());
    if (const auto& accepted_on = domain::AcceptedOn(*match.offer, party)) {
      offer.set_accepted_on(core::FormatDay(*accepted_on));
    }
  }
}

}  // namespace

platform::rpc::Service FamilyLinkApi::Describe() {
  platform::rpc::Service service(
      v1::AnswerByLinkRequest::descriptor()->file()->FindServiceByName("FamilyLinkService"));
  service.Bind(this, &FamilyLinkApi::ShowMatchesByLink)
      .Bind(this, &FamilyLinkApi::AnswerByLink)
      .Bind(this, &FamilyLinkApi::AcceptAgreementByLink);
  return service;
}

absl::StatusOr<v1::ShowMatchesByLinkResponse> FamilyLinkApi::ShowMatchesByLink(
    const Call& call, const v1::ShowMatchesByLinkRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Asked asked, links_.Show(call, request.link()));
  v1::ShowMatchesByLinkResponse response;
  response.set_party(static_cast<v1::Party>(asked.party));
  for (const domain::AskedMatch& match : asked.matches) {
    Write(match, asked.party, *response.add_matches());
  }
  return response;
}

absl::StatusOr<v1::AnswerByLinkResponse> FamilyLinkApi::AnswerByLink(
    const Call& call, const v1::AnswerByLinkRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::MatchId match,
                             domain::MatchId::Parse("match_id", request.match_id()));
  BUURTBRUG_RETURN_IF_ERROR(CheckAnswer(request.answer()));
  BUURTBRUG_RETURN_IF_ERROR(links_.Answer(call, request.link(), match,
                                          static_cast<domain::FamilyAnswer>(request.answer()),
                                          static_cast<domain::EndCause>(request.cause())));
  return v1::AnswerByLinkResponse();
}

absl::StatusOr<v1::AcceptAgreementByLinkResponse> FamilyLinkApi::AcceptAgreementByLink(
    const Call& call, const v1::AcceptAgreementByLinkRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::MatchId match,
                             domain::MatchId::Parse("match_id", request.match_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const int number,
      core::ParseRange("offer_number", request.offer_number(), 1, std::numeric_limits<int>::max()));
  BUURTBRUG_RETURN_IF_ERROR(links_.AcceptOffer(call, request.link(), match, number));
  return v1::AcceptAgreementByLinkResponse();
}

}  // namespace buurtbrug::matching::api
