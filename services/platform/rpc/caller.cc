#include "platform/rpc/caller.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::rpc {
namespace {

Role RoleOf(absl::string_view name) {
  if (name == "foundation-operator") return Role::kFoundationOperator;
  if (name == "coordinator") return Role::kCoordinator;
  if (name == "volunteer-coordinator") return Role::kVolunteerCoordinator;
  if (name == "municipality") return Role::kMunicipality;
  if (name == "partner") return Role::kPartner;
  if (name == "citizen") return Role::kCitizen;
  return Role::kNone;
}

}  // namespace

absl::StatusOr<Caller> CallerOf(absl::string_view spiffe_id) {
  absl::string_view path = spiffe_id;
  Caller caller;
  caller.subject = std::string(spiffe_id);
  if (absl::ConsumePrefix(&path, "spiffe://buurtbrug/")) {
    const std::vector<std::string> parts = absl::StrSplit(path, '/');
    if (parts.size() == 2 && parts[0] == "service" && !parts[1].empty()) {
      caller.role = Role::kService;
    } else if (parts.size() == 2 && parts[0] == "role") {
      caller.role = RoleOf(parts[1]);
    } else if (parts.size() == 4 && parts[0] == "municipality" && parts[2] == "role" &&
               core::ParseMunicipality("municipality", parts[1]).ok()) {
      caller.role = RoleOf(parts[3]);
      caller.municipality = parts[1];
    }
  }
  if (caller.role == Role::kNone) {
    return core::Error(absl::StatusCode::kUnauthenticated, "CALLER_UNKNOWN",
                       "present a client certificate of this platform");
  }
  return caller;
}

}  // namespace buurtbrug::platform::rpc
