#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/triage_service.pb.h"
#include "matching/app/triages.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// TriageService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in triage_service.proto.
class TriageApi {
 public:
  explicit TriageApi(app::Triages& triages) : triages_(triages) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ProposeTriageResponse> ProposeTriage(const Call& call,
                                                          const v1::ProposeTriageRequest& request);
  absl::StatusOr<v1::DecideTriageResponse> DecideTriage(const Call& call,
                                                        const v1::DecideTriageRequest& request);
  absl::StatusOr<v1::GetTriageResponse> GetTriage(const Call& call,
                                                  const v1::GetTriageRequest& request);

 private:
  app::Triages& triages_;
};

}  // namespace buurtbrug::matching::api
