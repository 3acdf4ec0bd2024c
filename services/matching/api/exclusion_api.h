#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/exclusion_service.pb.h"
#include "matching/app/exclusions.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// ExclusionService: what each method does and how it fails stands in exclusion_service.proto.
class ExclusionApi {
 public:
  explicit ExclusionApi(app::Exclusions& exclusions) : exclusions_(exclusions) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ExcludePairResponse> ExcludePair(const Call& call,
                                                      const v1::ExcludePairRequest& request);
  absl::StatusOr<v1::LiftExclusionResponse> LiftExclusion(const Call& call,
                                                          const v1::LiftExclusionRequest& request);
  absl::StatusOr<v1::ListExclusionsResponse> ListExclusions(
      const Call& call, const v1::ListExclusionsRequest& request);

 private:
  app::Exclusions& exclusions_;
};

}  // namespace buurtbrug::matching::api
