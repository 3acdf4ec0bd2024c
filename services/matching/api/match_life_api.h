#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/match_life_service.pb.h"
#include "matching/app/match_lives.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// MatchLifeService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in match_life_service.proto.
class MatchLifeApi {
 public:
  explicit MatchLifeApi(app::MatchLives& lives) : lives_(lives) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ExtendPlaceResponse> ExtendPlace(const Call& call,
                                                      const v1::ExtendPlaceRequest& request);
  absl::StatusOr<v1::AskFamiliesResponse> AskFamilies(const Call& call,
                                                      const v1::AskFamiliesRequest& request);
  absl::StatusOr<v1::RecordAnswerResponse> RecordAnswer(const Call& call,
                                                        const v1::RecordAnswerRequest& request);
  absl::StatusOr<v1::OfferAgreementResponse> OfferAgreement(
      const Call& call, const v1::OfferAgreementRequest& request);
  absl::StatusOr<v1::RecordAgreementResponse> RecordAgreement(
      const Call& call, const v1::RecordAgreementRequest& request);
  absl::StatusOr<v1::PauseMatchResponse> PauseMatch(const Call& call,
                                                    const v1::PauseMatchRequest& request);
  absl::StatusOr<v1::ResumeMatchResponse> ResumeMatch(const Call& call,
                                                      const v1::ResumeMatchRequest& request);
  absl::StatusOr<v1::SubstituteSupportFamilyResponse> SubstituteSupportFamily(
      const Call& call, const v1::SubstituteSupportFamilyRequest& request);
  absl::StatusOr<v1::EndSubstitutionResponse> EndSubstitution(
      const Call& call, const v1::EndSubstitutionRequest& request);

 private:
  app::MatchLives& lives_;
};

}  // namespace buurtbrug::matching::api
