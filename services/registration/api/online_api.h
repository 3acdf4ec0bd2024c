#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/online_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/online.h"

namespace buurtbrug::registration::api {

// OnlineService: what its method does and how it fails stands in online_service.proto.
class OnlineApi {
 public:
  explicit OnlineApi(app::Online& online) : online_(online) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::RegisterOnlineResponse> RegisterOnline(
      const platform::access::Call& call, const v1::RegisterOnlineRequest& request);

 private:
  app::Online& online_;
};

}  // namespace buurtbrug::registration::api
