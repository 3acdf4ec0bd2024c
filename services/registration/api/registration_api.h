#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "platform/rpc/call.h"
#include "platform/rpc/service.h"
#include "registration/app/families.h"

namespace buurtbrug::registration::api {

using platform::rpc::Call;

// RegistrationService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in registration_service.proto.
class RegistrationApi {
 public:
  explicit RegistrationApi(app::Families& families) : families_(families) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::RegisterFamilyResponse> RegisterFamily(
      const Call& call, const v1::RegisterFamilyRequest& request);
  absl::StatusOr<v1::GetFamilyResponse> GetFamily(const Call& call,
                                                  const v1::GetFamilyRequest& request);
  absl::StatusOr<v1::ListFamiliesResponse> ListFamilies(const Call& call,
                                                        const v1::ListFamiliesRequest& request);
  absl::StatusOr<v1::RecordIntakeResponse> RecordIntake(const Call& call,
                                                        const v1::RecordIntakeRequest& request);
  absl::StatusOr<v1::RecordVogResponse> RecordVog(const Call& call,
                                                  const v1::RecordVogRequest& request);
  absl::StatusOr<v1::RecordTrainingResponse> RecordTraining(
      const Call& call, const v1::RecordTrainingRequest& request);
  absl::StatusOr<v1::RecordScreeningResponse> RecordScreening(
      const Call& call, const v1::RecordScreeningRequest& request);
  absl::StatusOr<v1::CheckReadinessResponse> CheckReadiness(
      const Call& call, const v1::CheckReadinessRequest& request);

 private:
  app::Families& families_;
};

}  // namespace buurtbrug::registration::api
