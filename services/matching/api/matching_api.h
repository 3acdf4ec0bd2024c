#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "matching/app/matches.h"
#include "matching/app/renewals.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// MatchingService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in matching_service.proto.
class MatchingApi {
 public:
  MatchingApi(app::Matches& matches, app::Renewals& renewals)
      : matches_(matches), renewals_(renewals) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ProposeMatchResponse> ProposeMatch(const Call& call,
                                                        const v1::ProposeMatchRequest& request);
  absl::StatusOr<v1::IntroduceMatchResponse> IntroduceMatch(
      const Call& call, const v1::IntroduceMatchRequest& request);
  absl::StatusOr<v1::AgreeMatchResponse> AgreeMatch(const Call& call,
                                                    const v1::AgreeMatchRequest& request);
  absl::StatusOr<v1::StartTrialResponse> StartTrial(const Call& call,
                                                    const v1::StartTrialRequest& request);
  absl::StatusOr<v1::CompleteTrialResponse> CompleteTrial(const Call& call,
                                                          const v1::CompleteTrialRequest& request);
  absl::StatusOr<v1::EndMatchResponse> EndMatch(const Call& call,
                                                const v1::EndMatchRequest& request);
  absl::StatusOr<v1::GetMatchResponse> GetMatch(const Call& call,
                                                const v1::GetMatchRequest& request);
  absl::StatusOr<v1::ListMatchesResponse> ListMatches(const Call& call,
                                                      const v1::ListMatchesRequest& request);
  absl::StatusOr<v1::CarryOverMatchesResponse> CarryOverMatches(
      const Call& call, const v1::CarryOverMatchesRequest& request);

 private:
  app::Matches& matches_;
  app::Renewals& renewals_;
};

}  // namespace buurtbrug::matching::api
