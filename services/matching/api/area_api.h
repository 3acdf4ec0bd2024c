#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/area_service.pb.h"
#include "matching/app/areas.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

// AreaService: what its method does and how it fails stands in area_service.proto.
class AreaApi {
 public:
  explicit AreaApi(app::Areas& areas) : areas_(areas) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ImportAreasResponse> ImportAreas(const platform::access::Call& call,
                                                      const v1::ImportAreasRequest& request);

 private:
  app::Areas& areas_;
};

}  // namespace buurtbrug::matching::api
