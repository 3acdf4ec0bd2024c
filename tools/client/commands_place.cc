#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/place_service.pb.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/methods.h"
#include "tools/client/place_file.h"
#include "tools/client/read_file.h"
#include "tools/client/session.h"

namespace buurtbrug::client {
namespace {

using registration::v1::ImportPlacesRequest;
using registration::v1::ImportPlacesResponse;
using registration::v1::Neighbourhood;
using registration::v1::PlaceRun;

// Runs of one request; a postcode is never divided, and has far fewer than the service takes beyond
// this.
constexpr int kBatch = 4000;

absl::Status SendBatch(Session& session, ImportPlacesRequest& request, int& changed) {
  if (request.runs().empty() && request.neighbourhoods().empty()) {
    return absl::OkStatus();
  }
  request.set_request_id(session.NewRequestId());
  ImportPlacesResponse response;
  BUURTBRUG_RETURN_IF_ERROR(
      session.CallPatiently(MethodTaking(*request.GetDescriptor()), request, response));
  changed += response.changed();
  request.clear_runs();
  request.clear_neighbourhoods();
  return absl::OkStatus();
}

absl::Status ImportPlaces(Session& session, const Arguments& arguments) {
  const std::string path = arguments.Text("FILE");
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
  ImportPlacesRequest request;
  request.set_validate_only(arguments.Has("dry-run"));
  int changed = 0;
  int total = 0;
  if (arguments.Has("names")) {
    BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<Neighbourhood> names,
                               ParseNamesFile(path, content));
    total = static_cast<int>(names.size());
    for (const Neighbourhood& each : names) {
      if (request.neighbourhoods_size() >= kBatch) {
        BUURTBRUG_RETURN_IF_ERROR(At(path, SendBatch(session, request, changed)));
      }
      *request.add_neighbourhoods() = each;
    }
  } else {
    BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<PlaceRun> runs, ParsePlaceFile(path, content));
    total = static_cast<int>(runs.size());
    for (const PlaceRun& run : runs) {
      if (request.runs_size() >= kBatch &&
          request.runs(request.runs_size() - 1).postcode() != run.postcode()) {
        BUURTBRUG_RETURN_IF_ERROR(At(path, SendBatch(session, request, changed)));
      }
      *request.add_runs() = run;
    }
  }
  BUURTBRUG_RETURN_IF_ERROR(At(path, SendBatch(session, request, changed)));
  std::cout << (arguments.Has("dry-run") ? "checked: " : "imported: ") << total << " "
            << (arguments.Has("names") ? "names" : "runs") << ", " << changed
            << (arguments.Has("dry-run") ? " would change\n" : " changed\n");
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> PlaceCommands() {
  Option file;
  file.name = "FILE";
  file.help =
      "CBS file of postcodes and house numbers (pc6hnr), or with --names of wijken or buurten";
  file.need = Option::Need::kRequired;
  file.kind = Option::Kind::kPlace;
  Option names;
  names.name = "names";
  names.help = "FILE holds names: a column with codes (Buurt2023, Wijk2023), then one with names";
  names.kind = Option::Kind::kFlag;
  Option dry_run;
  dry_run.name = "dry-run";
  dry_run.help = "Checks and counts, and changes nothing";
  dry_run.kind = Option::Kind::kFlag;
  return {{.path = "place import",
           .help =
               "Where postcodes lie: PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023, of Statistics "
               "Netherlands",
           .example = "buurtbrug place import deploy/examples/places.csv",
           .options = {file, names, dry_run},
           .run = ImportPlaces}};
}

}  // namespace buurtbrug::client
