#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/key_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/keys.h"

namespace buurtbrug::registration::api {

// KeyService. What each method does and how it fails stands in key_service.proto.
class KeyApi {
 public:
  explicit KeyApi(app::Keys& keys) : keys_(keys) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::GetKeyStateResponse> GetKeyState(const platform::access::Call& call,
                                                      const v1::GetKeyStateRequest& request);
  absl::StatusOr<v1::RotateContractKeyResponse> RotateContractKey(
      const platform::access::Call& call, const v1::RotateContractKeyRequest& request);
  absl::StatusOr<v1::RewrapKeysResponse> RewrapKeys(const platform::access::Call& call,
                                                    const v1::RewrapKeysRequest& request);

 private:
  app::Keys& keys_;
};

}  // namespace buurtbrug::registration::api
