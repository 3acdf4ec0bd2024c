#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/matching/v1/family_link_service.pb.h"
#include "matching/app/family_links.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"

namespace buurtbrug::matching::api {

using platform::access::Call;

// FamilyLinkService: what each method does and how it fails stands in family_link_service.proto.
class FamilyLinkApi {
 public:
  explicit FamilyLinkApi(app::FamilyLinks& links) : links_(links) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ShowMatchesByLinkResponse> ShowMatchesByLink(
      const Call& call, const v1::ShowMatchesByLinkRequest& request);
  absl::StatusOr<v1::AnswerByLinkResponse> AnswerByLink(const Call& call,
                                                        const v1::AnswerByLinkRequest& request);
  absl::StatusOr<v1::AcceptAgreementByLinkResponse> AcceptAgreementByLink(
      const Call& call, const v1::AcceptAgreementByLinkRequest& request);

 private:
  app::FamilyLinks& links_;
};

}  // namespace buurtbrug::matching::api
