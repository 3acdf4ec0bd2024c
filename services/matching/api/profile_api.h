#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/profile_service.pb.h"
#include "matching/app/profile_rebuild.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

// ProfileService: what its method does and how it fails stands in profile_service.proto.
class ProfileApi {
 public:
  explicit ProfileApi(app::ProfileRebuild& rebuild) : rebuild_(rebuild) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::RebuildProfilesResponse> RebuildProfiles(
      const platform::access::Call& call, const v1::RebuildProfilesRequest& request);

 private:
  app::ProfileRebuild& rebuild_;
};

}  // namespace buurtbrug::matching::api
