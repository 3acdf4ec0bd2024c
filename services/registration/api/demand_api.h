#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/demand_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/demands.h"

namespace buurtbrug::registration::api {

// DemandService: what each method does and how it fails stands in demand_service.proto.
class DemandApi {
 public:
  explicit DemandApi(app::Demands& demands) : demands_(demands) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::CountDemandResponse> CountDemand(const platform::access::Call& call,
                                                      const v1::CountDemandRequest& request);
  absl::StatusOr<v1::ListDemandResponse> ListDemand(const platform::access::Call& call,
                                                    const v1::ListDemandRequest& request);
  absl::StatusOr<v1::InviteDemandResponse> InviteDemand(const platform::access::Call& call,
                                                        const v1::InviteDemandRequest& request);
  absl::StatusOr<v1::AcceptInvitationResponse> AcceptInvitation(
      const platform::access::Call& call, const v1::AcceptInvitationRequest& request);
  absl::StatusOr<v1::WithdrawDemandResponse> WithdrawDemand(
      const platform::access::Call& call, const v1::WithdrawDemandRequest& request);
  absl::StatusOr<v1::ExpireDemandResponse> ExpireDemand(const platform::access::Call& call,
                                                        const v1::ExpireDemandRequest& request);

 private:
  app::Demands& demands_;
};

}  // namespace buurtbrug::registration::api
