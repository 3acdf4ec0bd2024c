#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/plan_service.pb.h"
#include "matching/app/plans.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// PlanService: what each method does and how it fails stands in plan_service.proto.
class PlanApi {
 public:
  explicit PlanApi(app::Plans& plans) : plans_(plans) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::MakePlanResponse> MakePlan(const Call& call,
                                                const v1::MakePlanRequest& request);
  absl::StatusOr<v1::GetPlanResponse> GetPlan(const Call& call, const v1::GetPlanRequest& request);
  absl::StatusOr<v1::ListPlansResponse> ListPlans(const Call& call,
                                                  const v1::ListPlansRequest& request);
  absl::StatusOr<v1::ComparePlansResponse> ComparePlans(const Call& call,
                                                        const v1::ComparePlansRequest& request);
  absl::StatusOr<v1::VerifyPlanResponse> VerifyPlan(const Call& call,
                                                    const v1::VerifyPlanRequest& request);
  absl::StatusOr<v1::ValuePlacesResponse> ValuePlaces(const Call& call,
                                                      const v1::ValuePlacesRequest& request);

 private:
  app::Plans& plans_;
};

}  // namespace buurtbrug::matching::api
