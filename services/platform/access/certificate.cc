#include "platform/access/certificate.h"

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::access {

absl::StatusOr<Peer> PeerOf(absl::string_view spiffe_id) {
  absl::string_view path = spiffe_id;
  if (absl::ConsumePrefix(&path, "spiffe://buurtbrug/")) {
    if (path == "client") {
      return Peer{Peer::Kind::kChannel, std::string(spiffe_id)};
    }
    if (absl::ConsumePrefix(&path, "service/") && !path.empty() && !absl::StrContains(path, '/')) {
      return Peer{Peer::Kind::kService, std::string(spiffe_id)};
    }
  }
  return core::Error(absl::StatusCode::kUnauthenticated, "CALLER_UNKNOWN",
                     "present a client certificate of this platform");
}

}  // namespace buurtbrug::platform::access
