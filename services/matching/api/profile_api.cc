#include "matching/api/profile_api.h"

#include "platform/core/status.h"

namespace buurtbrug::matching::api {

platform::rpc::Service ProfileApi::Describe() {
  platform::rpc::Service service(
      v1::RebuildProfilesRequest::descriptor()->file()->FindServiceByName("ProfileService"));
  service.Bind(this, &ProfileApi::RebuildProfiles);
  return service;
}

absl::StatusOr<v1::RebuildProfilesResponse> ProfileApi::RebuildProfiles(
    const platform::access::Call& call, const v1::RebuildProfilesRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t entries, rebuild_.Run(call));
  v1::RebuildProfilesResponse response;
  response.set_entries(entries);
  return response;
}

}  // namespace buurtbrug::matching::api
