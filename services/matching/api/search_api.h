#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/search_service.pb.h"
#include "matching/app/searches.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// SearchService: what each method does and how it fails stands in search_service.proto.
class SearchApi {
 public:
  explicit SearchApi(app::Searches& searches) : searches_(searches) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::FindSupportFamiliesResponse> FindSupportFamilies(
      const Call& call, const v1::FindSupportFamiliesRequest& request);
  absl::StatusOr<v1::FindRequestFamiliesResponse> FindRequestFamilies(
      const Call& call, const v1::FindRequestFamiliesRequest& request);
  absl::StatusOr<v1::ExplainPairResponse> ExplainPair(const Call& call,
                                                      const v1::ExplainPairRequest& request);

 private:
  app::Searches& searches_;
};

}  // namespace buurtbrug::matching::api
