#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "buurtbrug/matching/v1/area_service.pb.h"
#include "platform/core/status.h"
#include "tools/client/area_file.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/methods.h"
#include "tools/client/read_file.h"
#include "tools/client/session.h"

namespace buurtbrug::client {
namespace {

using matching::v1::AreaPoint;
using matching::v1::ImportAreasRequest;
using matching::v1::ImportAreasResponse;

// Points of one request, as many as the service takes; all areas of the country fit into one.
constexpr size_t kBatch = 5000;

absl::Status ImportAreas(Session& session, const Arguments& arguments) {
  const std::string path = arguments.Text("FILE");
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<AreaPoint> points, ParseAreaFile(path, content));
  int changed = 0;
  for (size_t first = 0; first < points.size(); first += kBatch) {
    ImportAreasRequest request;
    request.set_request_id(session.NewRequestId());
    request.set_validate_only(arguments.Has("dry-run"));
    for (size_t i = first; i < std::min(first + kBatch, points.size()); ++i) {
      *request.add_points() = points[i];
    }
    ImportAreasResponse response;
    BUURTBRUG_RETURN_IF_ERROR(
        At(path, session.CallPatiently(MethodTaking(*request.GetDescriptor()), request, response)));
    changed += response.changed();
  }
  std::cout << (arguments.Has("dry-run") ? "checked: " : "imported: ") << points.size()
            << " areas, " << changed
            << (arguments.Has("dry-run") ? " would change\n" : " changed\n");
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> AreaCommands() {
  Option file;
  file.name = "FILE";
  file.help = "Lines of area;x;y: four digits of a postcode, metres in the Dutch grid";
  file.need = Option::Need::kRequired;
  file.kind = Option::Kind::kPlace;
  Option dry_run;
  dry_run.name = "dry-run";
  dry_run.help = "Checks and counts, and changes nothing";
  dry_run.kind = Option::Kind::kFlag;
  return {{.path = "area import",
           .help = "Where postcode areas lie, for distances in the search",
           .example = "buurtbrug area import deploy/examples/areas.csv",
           .options = {file, dry_run},
           .run = ImportAreas}};
}

}  // namespace buurtbrug::client
