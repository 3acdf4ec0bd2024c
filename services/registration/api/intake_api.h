#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/intake_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/intakes.h"

namespace buurtbrug::registration::api {

using platform::access::Call;

// IntakeService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in intake_service.proto.
class IntakeApi {
 public:
  explicit IntakeApi(app::Intakes& intakes) : intakes_(intakes) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::PlanIntakeResponse> PlanIntake(const Call& call,
                                                    const v1::PlanIntakeRequest& request);
  absl::StatusOr<v1::RecordNeedsResponse> RecordNeeds(const Call& call,
                                                      const v1::RecordNeedsRequest& request);
  absl::StatusOr<v1::GetIntakeResponse> GetIntake(const Call& call,
                                                  const v1::GetIntakeRequest& request);
  absl::StatusOr<v1::SetUrgencyResponse> SetUrgency(const Call& call,
                                                    const v1::SetUrgencyRequest& request);
  absl::StatusOr<v1::ReferOnResponse> ReferOn(const Call& call, const v1::ReferOnRequest& request);
  absl::StatusOr<v1::RecordReferralOutcomeResponse> RecordReferralOutcome(
      const Call& call, const v1::RecordReferralOutcomeRequest& request);
  absl::StatusOr<v1::CloseFamilyResponse> CloseFamily(const Call& call,
                                                      const v1::CloseFamilyRequest& request);
  absl::StatusOr<v1::ListWaitingResponse> ListWaiting(const Call& call,
                                                      const v1::ListWaitingRequest& request);

 private:
  app::Intakes& intakes_;
};

}  // namespace buurtbrug::registration::api
