#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/link_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/links.h"

namespace buurtbrug::registration::api {

// LinkService: what each method does and how it fails stands in link_service.proto.
class LinkApi {
 public:
  explicit LinkApi(app::Links& links) : links_(links) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::FollowLinkResponse> FollowLink(const platform::access::Call& call,
                                                    const v1::FollowLinkRequest& request);
  absl::StatusOr<v1::CorrectByLinkResponse> CorrectByLink(const platform::access::Call& call,
                                                          const v1::CorrectByLinkRequest& request);
  absl::StatusOr<v1::WithdrawByLinkResponse> WithdrawByLink(
      const platform::access::Call& call, const v1::WithdrawByLinkRequest& request);
  absl::StatusOr<v1::ResolveLinkResponse> ResolveLink(const platform::access::Call& call,
                                                      const v1::ResolveLinkRequest& request);
  absl::StatusOr<v1::ListWithdrawnInMatchResponse> ListWithdrawnInMatch(
      const platform::access::Call& call, const v1::ListWithdrawnInMatchRequest& request);
  absl::StatusOr<v1::RenewLinkResponse> RenewLink(const platform::access::Call& call,
                                                  const v1::RenewLinkRequest& request);

 private:
  app::Links& links_;
};

}  // namespace buurtbrug::registration::api
