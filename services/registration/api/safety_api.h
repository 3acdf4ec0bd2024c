#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/safety_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/concerns.h"

namespace buurtbrug::registration::api {

using platform::access::Call;

// SafetyService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in safety_service.proto.
class SafetyApi {
 public:
  explicit SafetyApi(app::Concerns& concerns) : concerns_(concerns) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::RecordConcernResponse> RecordConcern(const Call& call,
                                                          const v1::RecordConcernRequest& request);
  absl::StatusOr<v1::ListRecordedConcernsResponse> ListRecordedConcerns(
      const Call& call, const v1::ListRecordedConcernsRequest& request);
  absl::StatusOr<v1::RecordReportingStepResponse> RecordReportingStep(
      const Call& call, const v1::RecordReportingStepRequest& request);
  absl::StatusOr<v1::CloseConcernResponse> CloseConcern(const Call& call,
                                                        const v1::CloseConcernRequest& request);
  absl::StatusOr<v1::GetConcernResponse> GetConcern(const Call& call,
                                                    const v1::GetConcernRequest& request);
  absl::StatusOr<v1::ListConcernsResponse> ListConcerns(const Call& call,
                                                        const v1::ListConcernsRequest& request);

 private:
  app::Concerns& concerns_;
};

}  // namespace buurtbrug::registration::api
