#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/tenancy/v1/pool_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "tenancy/app/pool_consents.h"

namespace buurtbrug::tenancy::api {

using platform::access::Call;

// PoolService: reads requests into values, calls the use case, writes the answer. What each method
// does and how it fails stands in pool_service.proto.
class PoolApi {
 public:
  explicit PoolApi(app::PoolConsents& consents) : consents_(consents) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ConsentToPoolResponse> ConsentToPool(const Call& call,
                                                          const v1::ConsentToPoolRequest& request);
  absl::StatusOr<v1::EndPoolConsentResponse> EndPoolConsent(
      const Call& call, const v1::EndPoolConsentRequest& request);
  absl::StatusOr<v1::ListPoolConsentsResponse> ListPoolConsents(
      const Call& call, const v1::ListPoolConsentsRequest& request);

 private:
  app::PoolConsents& consents_;
};

}  // namespace buurtbrug::tenancy::api
