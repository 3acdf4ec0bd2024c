#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/place_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/places.h"

namespace buurtbrug::registration::api {

// PlaceService: what each method does and how it fails stands in place_service.proto.
class PlaceApi {
 public:
  explicit PlaceApi(app::Places& places) : places_(places) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::ImportPlacesResponse> ImportPlaces(const platform::access::Call& call,
                                                        const v1::ImportPlacesRequest& request);
  absl::StatusOr<v1::LookUpPlaceResponse> LookUpPlace(const platform::access::Call& call,
                                                      const v1::LookUpPlaceRequest& request);

 private:
  app::Places& places_;
};

}  // namespace buurtbrug::registration::api
