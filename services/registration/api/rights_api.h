#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/rights_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/destruction.h"
#include "registration/app/rights.h"

namespace buurtbrug::registration::api {

using platform::access::Call;

// RightsService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in rights_service.proto.
class RightsApi {
 public:
  RightsApi(app::Rights& rights, app::Destruction& destruction)
      : rights_(rights), destruction_(destruction) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ExportFamilyResponse> ExportFamily(const Call& call,
                                                        const v1::ExportFamilyRequest& request);
  absl::StatusOr<v1::RecordCorrectionResponse> RecordCorrection(
      const Call& call, const v1::RecordCorrectionRequest& request);
  absl::StatusOr<v1::ListNoticesResponse> ListNotices(const Call& call,
                                                      const v1::ListNoticesRequest& request);
  absl::StatusOr<v1::MarkNoticeSentResponse> MarkNoticeSent(
      const Call& call, const v1::MarkNoticeSentRequest& request);
  absl::StatusOr<v1::PlaceLegalHoldResponse> PlaceLegalHold(
      const Call& call, const v1::PlaceLegalHoldRequest& request);
  absl::StatusOr<v1::LiftLegalHoldResponse> LiftLegalHold(const Call& call,
                                                          const v1::LiftLegalHoldRequest& request);
  absl::StatusOr<v1::ListLegalHoldsResponse> ListLegalHolds(
      const Call& call, const v1::ListLegalHoldsRequest& request);
  absl::StatusOr<v1::SetRetentionTermResponse> SetRetentionTerm(
      const Call& call, const v1::SetRetentionTermRequest& request);
  absl::StatusOr<v1::ListRetentionTermsResponse> ListRetentionTerms(
      const Call& call, const v1::ListRetentionTermsRequest& request);
  absl::StatusOr<v1::RequestErasureResponse> RequestErasure(
      const Call& call, const v1::RequestErasureRequest& request);
  absl::StatusOr<v1::WithdrawErasureRequestResponse> WithdrawErasureRequest(
      const Call& call, const v1::WithdrawErasureRequestRequest& request);
  absl::StatusOr<v1::ProposeDestructionResponse> ProposeDestruction(
      const Call& call, const v1::ProposeDestructionRequest& request);
  absl::StatusOr<v1::GetDestructionListResponse> GetDestructionList(
      const Call& call, const v1::GetDestructionListRequest& request);
  absl::StatusOr<v1::ListDestructionListsResponse> ListDestructionLists(
      const Call& call, const v1::ListDestructionListsRequest& request);
  absl::StatusOr<v1::ApproveDestructionResponse> ApproveDestruction(
      const Call& call, const v1::ApproveDestructionRequest& request);
  absl::StatusOr<v1::CarryOutDestructionResponse> CarryOutDestruction(
      const Call& call, const v1::CarryOutDestructionRequest& request);
  absl::StatusOr<v1::GetDestructionProofResponse> GetDestructionProof(
      const Call& call, const v1::GetDestructionProofRequest& request);

 private:
  app::Rights& rights_;
  app::Destruction& destruction_;
};

}  // namespace buurtbrug::registration::api
