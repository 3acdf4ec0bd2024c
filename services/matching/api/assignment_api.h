#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/assignment_service.pb.h"
#include "matching/app/assignments.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// AssignmentService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in assignment_service.proto.
class AssignmentApi {
 public:
  explicit AssignmentApi(app::Assignments& assignments) : assignments_(assignments) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::AssignMatchesResponse> AssignMatches(const Call& call,
                                                          const v1::AssignMatchesRequest& request);
  absl::StatusOr<v1::TakeOverResponse> TakeOver(const Call& call,
                                                const v1::TakeOverRequest& request);
  absl::StatusOr<v1::GetAssignmentResponse> GetAssignment(const Call& call,
                                                          const v1::GetAssignmentRequest& request);
  absl::StatusOr<v1::ListAssignmentsResponse> ListAssignments(
      const Call& call, const v1::ListAssignmentsRequest& request);

 private:
  app::Assignments& assignments_;
};

}  // namespace buurtbrug::matching::api
