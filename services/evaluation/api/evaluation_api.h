#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/evaluation/v1/evaluation_service.pb.h"
#include "evaluation/app/evaluations.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::evaluation::api {

using platform::access::Call;

// EvaluationService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in evaluation_service.proto.
class EvaluationApi {
 public:
  explicit EvaluationApi(app::Evaluations& evaluations) : evaluations_(evaluations) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ListMomentsResponse> ListMoments(const Call& call,
                                                      const v1::ListMomentsRequest& request);
  absl::StatusOr<v1::RecordEvaluationResponse> RecordEvaluation(
      const Call& call, const v1::RecordEvaluationRequest& request);

 private:
  app::Evaluations& evaluations_;
};

}  // namespace buurtbrug::evaluation::api
