#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/caseload_service.pb.h"
#include "matching/app/caseloads.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// CaseloadService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in caseload_service.proto.
class CaseloadApi {
 public:
  explicit CaseloadApi(app::Caseloads& caseloads) : caseloads_(caseloads) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::RecordMinutesResponse> RecordMinutes(const Call& call,
                                                          const v1::RecordMinutesRequest& request);
  absl::StatusOr<v1::GetCaseloadResponse> GetCaseload(const Call& call,
                                                      const v1::GetCaseloadRequest& request);

 private:
  app::Caseloads& caseloads_;
};

}  // namespace buurtbrug::matching::api
