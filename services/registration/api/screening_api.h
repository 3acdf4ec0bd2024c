#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/screening_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/screenings.h"

namespace buurtbrug::registration::api {

// ScreeningService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in screening_service.proto.
class ScreeningApi {
 public:
  using Call = platform::access::Call;

  explicit ScreeningApi(app::Screenings& screenings) : screenings_(screenings) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::RecordEvidenceResponse> RecordEvidence(
      const Call& call, const v1::RecordEvidenceRequest& request);
  absl::StatusOr<v1::CloseFollowUpResponse> CloseFollowUp(const Call& call,
                                                          const v1::CloseFollowUpRequest& request);
  absl::StatusOr<v1::RecordVogRequestedResponse> RecordVogRequested(
      const Call& call, const v1::RecordVogRequestedRequest& request);
  absl::StatusOr<v1::RecordVogIssuedResponse> RecordVogIssued(
      const Call& call, const v1::RecordVogIssuedRequest& request);
  absl::StatusOr<v1::GrantExemptionResponse> GrantExemption(
      const Call& call, const v1::GrantExemptionRequest& request);
  absl::StatusOr<v1::EndExemptionResponse> EndExemption(const Call& call,
                                                        const v1::EndExemptionRequest& request);
  absl::StatusOr<v1::ProposeDecisionResponse> ProposeDecision(
      const Call& call, const v1::ProposeDecisionRequest& request);
  absl::StatusOr<v1::ConfirmDecisionResponse> ConfirmDecision(
      const Call& call, const v1::ConfirmDecisionRequest& request);
  absl::StatusOr<v1::GetScreeningResponse> GetScreening(const Call& call,
                                                        const v1::GetScreeningRequest& request);
  absl::StatusOr<v1::GetReadinessResponse> GetReadiness(const Call& call,
                                                        const v1::GetReadinessRequest& request);
  absl::StatusOr<v1::ListVogDeskResponse> ListVogDesk(const Call& call,
                                                      const v1::ListVogDeskRequest& request);
  absl::StatusOr<v1::ListLapsesResponse> ListLapses(const Call& call,
                                                    const v1::ListLapsesRequest& request);
  absl::StatusOr<v1::RefreshReadinessResponse> RefreshReadiness(
      const Call& call, const v1::RefreshReadinessRequest& request);

 private:
  app::Screenings& screenings_;
};

}  // namespace buurtbrug::registration::api
