#include "matching/api/area_api.h"

#include "platform/core/status.h"

namespace buurtbrug::matching::api {

platform::rpc::Service AreaApi::Describe() {
  platform::rpc::Service service(
      v1::ImportAreasRequest::descriptor()->file()->FindServiceByName("AreaService"));
  service.Bind(this, &AreaApi::ImportAreas);
  return service;
}

absl::StatusOr<v1::ImportAreasResponse> AreaApi::ImportAreas(
    const platform::access::Call& call, const v1::ImportAreasRequest& request) {
  app::AreaImport import;
  for (const v1::AreaPoint& point : request.points()) {
    import.points.push_back({point.area(), point.x_m(), point.y_m()});
  }
  if (request.validate_only()) {
    import.mode = app::AreaImport::Mode::kCheckOnly;
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const int changed, areas_.Import(call, import));
  v1::ImportAreasResponse response;
  response.set_changed(changed);
  return response;
}

}  // namespace buurtbrug::matching::api
