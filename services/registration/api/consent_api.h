#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/consent_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/consents.h"

namespace buurtbrug::registration::api {

// ConsentService: what each method does and how it fails stands in consent_service.proto.
class ConsentApi {
 public:
  explicit ConsentApi(app::Consents& consents) : consents_(consents) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::RecordConsentResponse> RecordConsent(const platform::access::Call& call,
                                                          const v1::RecordConsentRequest& request);
  absl::StatusOr<v1::WithdrawConsentResponse> WithdrawConsent(
      const platform::access::Call& call, const v1::WithdrawConsentRequest& request);
  absl::StatusOr<v1::RecordInformationToldResponse> RecordInformationTold(
      const platform::access::Call& call, const v1::RecordInformationToldRequest& request);
  absl::StatusOr<v1::ListConsentsResponse> ListConsents(const platform::access::Call& call,
                                                        const v1::ListConsentsRequest& request);
  absl::StatusOr<v1::ListInformationDutiesResponse> ListInformationDuties(
      const platform::access::Call& call, const v1::ListInformationDutiesRequest& request);

 private:
  app::Consents& consents_;
};

}  // namespace buurtbrug::registration::api
