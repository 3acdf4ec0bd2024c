#include "registration/api/link_api.h"

#include <utility>

#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/domain/contact.h"
#include "registration/domain/house_number.h"

namespace buurtbrug::registration::api {

using domain::Personal;
using platform::access::Call;

platform::rpc::Service LinkApi::Describe() {
  platform::rpc::Service service(
      v1::FollowLinkRequest::descriptor()->file()->FindServiceByName("LinkService"));
  service.Bind(this, &LinkApi::FollowLink)
      .Bind(this, &LinkApi::CorrectByLink)
      .Bind(this, &LinkApi::WithdrawByLink)
      .Bind(this, &LinkApi::ResolveLink)
      .Bind(this, &LinkApi::ListWithdrawnInMatch)
      .Bind(this, &LinkApi::RenewLink);
  return service;
}

absl::StatusOr<v1::FollowLinkResponse> LinkApi::FollowLink(const Call& call,
                                                           const v1::FollowLinkRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Link link, domain::ParseLink(request.link()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Standing standing, links_.Follow(call, link));
  v1::FollowLinkResponse response;
  response.set_words(app::WordsFor(standing));
  response.set_registered_on(platform::core::FormatDay(standing.registered_on));
  response.set_link_expires_on(platform::core::FormatDay(standing.link_expires_on));
  return response;
}

absl::StatusOr<v1::CorrectByLinkResponse> LinkApi::CorrectByLink(
    const Call& call, const v1::CorrectByLinkRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Link link, domain::ParseLink(request.link()));
  store::Reach reach;
  if (!request.postcode().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(std::string postcode, domain::ParsePostcode(request.postcode()));
    reach.postcode = Personal(std::move(postcode));
  }
  if (!request.house_number().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::HouseNumber house,
                               domain::ParseHouseNumber("house_number", request.house_number()));
    reach.house_number = Personal(domain::FormatHouseNumber(house));
  }
  if (!request.email().empty() || !request.phone().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::EmailOrPhone contact,
                               domain::ParseContact(request.email(), request.phone()));
    reach.email = Personal(contact.email);
    reach.phone = Personal(contact.phone);
  }
  if (reach.postcode.empty() && reach.house_number.empty() && reach.email.empty() &&
      reach.phone.empty()) {
    return platform::core::InvalidField("email", "NOTHING_CHANGED", "give what is to be corrected");
  }
  BUURTBRUG_RETURN_IF_ERROR(links_.Correct(call, link, reach));
  return v1::CorrectByLinkResponse();
}

absl::StatusOr<v1::WithdrawByLinkResponse> LinkApi::WithdrawByLink(
    const Call& call, const v1::WithdrawByLinkRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Link link, domain::ParseLink(request.link()));
  if (request.reason() == v1::WITHDRAW_REASON_UNSPECIFIED ||
      !v1::WithdrawReason_IsValid(request.reason())) {
    return platform::core::InvalidField("reason", "INVALID_REASON", "there is no such reason");
  }
  BUURTBRUG_RETURN_IF_ERROR(
      links_.Withdraw(call, link, static_cast<domain::WithdrawReason>(request.reason())));
  return v1::WithdrawByLinkResponse();
}

absl::StatusOr<v1::ResolveLinkResponse> LinkApi::ResolveLink(
    const Call& call, const v1::ResolveLinkRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Link link, domain::ParseLink(request.link()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::LinkedFamily family, links_.Resolve(call, link));
  v1::ResolveLinkResponse response;
  response.set_family_id(family.id.ToString());
  response.set_role(static_cast<v1::FamilyRole>(family.role));
  return response;
}

absl::StatusOr<v1::ListWithdrawnInMatchResponse> LinkApi::ListWithdrawnInMatch(
    const Call& call, const v1::ListWithdrawnInMatchRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const platform::core::Page page,
                             platform::core::ParsePage(request.page_size(), request.page_token()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<store::WithdrawnInMatch> families,
                             links_.ListWithdrawnInMatch(call, page));
  v1::ListWithdrawnInMatchResponse response;
  for (const store::WithdrawnInMatch& family : families) {
    v1::WithdrawnInMatch& out = *response.add_families();
    out.set_family_id(family.family.ToString());
    out.set_withdrawn_on(platform::core::FormatDay(family.withdrawn_on));
    if (family.reason) {
      out.set_reason(static_cast<v1::WithdrawReason>(*family.reason));
    }
    out.mutable_match_ids()->Assign(family.matches.begin(), family.matches.end());
  }
  if (static_cast<int>(families.size()) == page.size) {
    response.set_next_page_token(families.back().family.ToString());
  }
  return response;
}

absl::StatusOr<v1::RenewLinkResponse> LinkApi::RenewLink(const Call& call,
                                                         const v1::RenewLinkRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyLink link, links_.Renew(call, family));
  v1::RenewLinkResponse response;
  response.set_link(domain::FormatLink(link.link));
  response.set_expires_on(platform::core::FormatDay(link.expires_on));
  return response;
}

}  // namespace buurtbrug::registration::api
