#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/weights_service.pb.h"
#include "matching/app/weighings.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// WeightsService: what each method does and how it fails stands in weights_service.proto.
class WeightsApi {
 public:
  explicit WeightsApi(app::Weighings& weighings) : weighings_(weighings) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::SetWeightsResponse> SetWeights(const Call& call,
                                                    const v1::SetWeightsRequest& request);
  absl::StatusOr<v1::GetWeightsResponse> GetWeights(const Call& call,
                                                    const v1::GetWeightsRequest& request);
  absl::StatusOr<v1::ListWeightsResponse> ListWeights(const Call& call,
                                                      const v1::ListWeightsRequest& request);

 private:
  app::Weighings& weighings_;
};

}  // namespace buurtbrug::matching::api
