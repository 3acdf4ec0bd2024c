#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/duplicates_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/duplicates.h"

namespace buurtbrug::registration::api {

using platform::access::Call;

// DuplicatesService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in duplicates_service.proto.
class DuplicatesApi {
 public:
  explicit DuplicatesApi(app::Duplicates& duplicates) : duplicates_(duplicates) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ListDuplicatesResponse> ListDuplicates(
      const Call& call, const v1::ListDuplicatesRequest& request);
  absl::StatusOr<v1::FindDuplicatesResponse> FindDuplicates(
      const Call& call, const v1::FindDuplicatesRequest& request);
  absl::StatusOr<v1::MergeFamiliesResponse> MergeFamilies(const Call& call,
                                                          const v1::MergeFamiliesRequest& request);
  absl::StatusOr<v1::KeepApartResponse> KeepApart(const Call& call,
                                                  const v1::KeepApartRequest& request);

 private:
  app::Duplicates& duplicates_;
};

}  // namespace buurtbrug::registration::api
