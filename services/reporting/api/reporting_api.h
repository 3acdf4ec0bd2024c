#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/reporting/v1/reporting_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "reporting/app/reports.h"

namespace buurtbrug::reporting::api {

using platform::access::Call;

// ReportingService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in reporting_service.proto.
class ReportingApi {
 public:
  explicit ReportingApi(app::Reports& reports) : reports_(reports) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::GetQuarterlyProgressResponse> GetQuarterlyProgress(
      const Call& call, const v1::GetQuarterlyProgressRequest& request);
  absl::StatusOr<v1::ImportPublishedTableResponse> ImportPublishedTable(
      const Call& call, const v1::ImportPublishedTableRequest& request);
  absl::StatusOr<v1::CompareWithPublishedResponse> CompareWithPublished(
      const Call& call, const v1::CompareWithPublishedRequest& request);
  absl::StatusOr<v1::RebuildFactsResponse> RebuildFacts(const Call& call,
                                                        const v1::RebuildFactsRequest& request);

 private:
  app::Reports& reports_;
};

}  // namespace buurtbrug::reporting::api
