#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/families.h"
#include "registration/app/referrals.h"

namespace buurtbrug::registration::api {

using platform::access::Call;

// RegistrationService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in registration_service.proto.
class RegistrationApi {
 public:
  RegistrationApi(app::Families& families, app::Referrals& referrals)
      : families_(families), referrals_(referrals) {}

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
  absl::StatusOr<v1::ReferFamilyResponse> ReferFamily(const Call& call,
                                                      const v1::ReferFamilyRequest& request);
  absl::StatusOr<v1::GetReferralResponse> GetReferral(const Call& call,
                                                      const v1::GetReferralRequest& request);
  absl::StatusOr<v1::ListReferralsResponse> ListReferrals(const Call& call,
                                                          const v1::ListReferralsRequest& request);
  absl::StatusOr<v1::CarryOverFamiliesResponse> CarryOverFamilies(
      const Call& call, const v1::CarryOverFamiliesRequest& request);

 private:
  app::Families& families_;
  app::Referrals& referrals_;
};

}  // namespace buurtbrug::registration::api
