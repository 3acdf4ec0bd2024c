#include "registration/api/online_api.h"

#include "registration/api/incoming.h"

namespace buurtbrug::registration::api {

platform::rpc::Service OnlineApi::Describe() {
  platform::rpc::Service service(
      v1::RegisterOnlineRequest::descriptor()->file()->FindServiceByName("OnlineService"));
  service.Bind(this, &OnlineApi::RegisterOnline);
  return service;
}

absl::StatusOr<v1::RegisterOnlineResponse> OnlineApi::RegisterOnline(
    const platform::access::Call& call, const v1::RegisterOnlineRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::OnlineRegistration online, OnlineOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(online.registration.role, RoleOf(request.role()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Online::Answer answer, online_.Register(call, online));
  v1::RegisterOnlineResponse response;
  const bool served = !answer.link.tenant.contract.value().is_nil();
  response.set_outcome(served ? v1::RegisterOnlineResponse::OUTCOME_REGISTERED
                              : v1::RegisterOnlineResponse::OUTCOME_UNSERVED);
  response.set_municipality(answer.link.tenant.municipality);
  if (served) {
    response.set_contract_id(answer.link.tenant.contract.ToString());
  }
  response.set_link(domain::FormatLink(answer.link));
  response.set_expires_on(platform::core::FormatDay(answer.expires_on));
  return response;
}

}  // namespace buurtbrug::registration::api
