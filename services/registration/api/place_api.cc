#include "registration/api/place_api.h"

#include "platform/core/status.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::api {

platform::rpc::Service PlaceApi::Describe() {
  platform::rpc::Service service(
      v1::LookUpPlaceRequest::descriptor()->file()->FindServiceByName("PlaceService"));
  service.Bind(this, &PlaceApi::ImportPlaces).Bind(this, &PlaceApi::LookUpPlace);
  return service;
}

absl::StatusOr<v1::ImportPlacesResponse> PlaceApi::ImportPlaces(
    const platform::access::Call& call, const v1::ImportPlacesRequest& request) {
  app::PlaceImport import;
  for (const v1::PlaceRun& run : request.runs()) {
    import.runs.push_back({run.postcode(), run.first_number(), run.last_number(),
                           run.municipality_code(), run.wijk(), run.buurt(), run.year()});
  }
  for (const v1::Neighbourhood& each : request.neighbourhoods()) {
    import.neighbourhoods.push_back({each.code(), each.year(), each.name()});
  }
  if (request.validate_only()) {
    import.mode = app::PlaceImport::Mode::kCheckOnly;
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const int changed, places_.Import(call, import));
  v1::ImportPlacesResponse response;
  response.set_changed(changed);
  return response;
}

absl::StatusOr<v1::LookUpPlaceResponse> PlaceApi::LookUpPlace(
    const platform::access::Call& /*call*/, const v1::LookUpPlaceRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string postcode, domain::ParsePostcode(request.postcode()));
  std::optional<domain::HouseNumber> house;
  if (!request.house_number().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(house,
                               domain::ParseHouseNumber("house_number", request.house_number()));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const app::NamedPlace named, places_.LookUp(postcode, house));
  v1::LookUpPlaceResponse response;
  response.set_municipality_code(named.place.municipality);
  response.set_wijk(named.place.wijk);
  response.set_buurt(named.place.buurt);
  response.set_year(named.place.year);
  response.set_wijk_name(named.wijk_name);
  response.set_buurt_name(named.buurt_name);
  return response;
}

}  // namespace buurtbrug::registration::api
