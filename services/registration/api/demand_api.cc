#include "registration/api/demand_api.h"

#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "registration/api/incoming.h"

namespace buurtbrug::registration::api {

using platform::access::Call;
using platform::core::FormatDay;

platform::rpc::Service DemandApi::Describe() {
  platform::rpc::Service service(
      v1::CountDemandRequest::descriptor()->file()->FindServiceByName("DemandService"));
  service.Bind(this, &DemandApi::CountDemand)
      .Bind(this, &DemandApi::ListDemand)
      .Bind(this, &DemandApi::InviteDemand)
      .Bind(this, &DemandApi::AcceptInvitation)
      .Bind(this, &DemandApi::WithdrawDemand)
      .Bind(this, &DemandApi::ExpireDemand);
  return service;
}

absl::StatusOr<v1::CountDemandResponse> DemandApi::CountDemand(
    const Call& call, const v1::CountDemandRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const auto counts, demands_.Count(call.scope.municipality));
  v1::CountDemandResponse response;
  for (const store::DemandCount& count : counts) {
    v1::DemandCount& out = *response.add_counts();
    out.set_month(count.month);
    out.set_role(static_cast<v1::FamilyRole>(count.role));
    out.set_registered(count.registered);
    out.set_waiting(count.waiting);
    out.set_invited(count.invited);
    out.set_accepted(count.accepted);
    out.set_expired(count.expired);
    out.set_withdrawn(count.withdrawn);
  }
  return response;
}

absl::StatusOr<v1::ListDemandResponse> DemandApi::ListDemand(const Call& call,
                                                             const v1::ListDemandRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const platform::core::Page page,
                             platform::core::ParsePage(request.page_size(), request.page_token()));
  BUURTBRUG_ASSIGN_OR_RETURN(const auto demands, demands_.List(call, page));
  v1::ListDemandResponse response;
  for (const domain::Demand& demand : demands) {
    v1::Demand& out = *response.add_demands();
    out.set_demand_id(demand.id.ToString());
    out.set_role(static_cast<v1::FamilyRole>(demand.role));
    out.set_area(demand.area);
    out.set_registered_on(FormatDay(demand.registered_on));
    out.set_expires_on(FormatDay(demand.expires_on));
    out.set_state(static_cast<v1::DemandState>(demand.state));
  }
  if (static_cast<int>(demands.size()) == page.size) {
    response.set_next_page_token(demands.back().id.ToString());
  }
  return response;
}

absl::StatusOr<v1::InviteDemandResponse> DemandApi::InviteDemand(
    const Call& call, const v1::InviteDemandRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::DemandId id,
                             domain::DemandId::Parse("demand_id", request.demand_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Invitation invitation, demands_.Invite(call, id));
  v1::InviteDemandResponse response;
  response.set_email(invitation.contact.email);
  response.set_phone(invitation.contact.phone);
  response.set_link(domain::FormatLink(invitation.link));
  response.set_expires_on(FormatDay(invitation.expires_on));
  return response;
}

absl::StatusOr<v1::AcceptInvitationResponse> DemandApi::AcceptInvitation(
    const Call& call, const v1::AcceptInvitationRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Link link, domain::ParseLink(request.link()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OnlineRegistration online, OnlineOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Online::Answer answer, demands_.Accept(call, link, online));
  v1::AcceptInvitationResponse response;
  response.set_link(domain::FormatLink(answer.link));
  response.set_expires_on(FormatDay(answer.expires_on));
  return response;
}

absl::StatusOr<v1::WithdrawDemandResponse> DemandApi::WithdrawDemand(
    const Call& call, const v1::WithdrawDemandRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Link link, domain::ParseLink(request.link()));
  BUURTBRUG_RETURN_IF_ERROR(demands_.Withdraw(call, link));
  return v1::WithdrawDemandResponse();
}

absl::StatusOr<v1::ExpireDemandResponse> DemandApi::ExpireDemand(
    const Call& call, const v1::ExpireDemandRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const int expired, demands_.Expire(call));
  v1::ExpireDemandResponse response;
  response.set_expired(expired);
  return response;
}

}  // namespace buurtbrug::registration::api
