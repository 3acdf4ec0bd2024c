#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/offer_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/offers.h"

namespace buurtbrug::registration::api {

using platform::access::Call;

// OfferService: reads requests into values, calls the use case, writes the answer. What each method
// does and how it fails stands in offer_service.proto.
class OfferApi {
 public:
  explicit OfferApi(app::Offers& offers) : offers_(offers) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::RecordOfferResponse> RecordOffer(const Call& call,
                                                      const v1::RecordOfferRequest& request);
  absl::StatusOr<v1::GetOfferResponse> GetOffer(const Call& call,
                                                const v1::GetOfferRequest& request);
  absl::StatusOr<v1::PauseResponse> Pause(const Call& call, const v1::PauseRequest& request);
  absl::StatusOr<v1::ResumeResponse> Resume(const Call& call, const v1::ResumeRequest& request);
  absl::StatusOr<v1::ConfirmWillingnessResponse> ConfirmWillingness(
      const Call& call, const v1::ConfirmWillingnessRequest& request);
  absl::StatusOr<v1::LogContactResponse> LogContact(const Call& call,
                                                    const v1::LogContactRequest& request);
  absl::StatusOr<v1::ListOffersResponse> ListOffers(const Call& call,
                                                    const v1::ListOffersRequest& request);

 private:
  app::Offers& offers_;
};

}  // namespace buurtbrug::registration::api
