#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::platform::access {

// What stands at the other end of a connection.
struct Peer {
  // A channel through which people and partners come; they show a token.
  enum class Kind { kService, kChannel };
  Kind kind = Kind::kChannel;
  std::string uri;
};

// The peer whom a verified client certificate names by its one URI:
//   spiffe://buurtbrug/service/<name>   another service of the platform
//   spiffe://buurtbrug/client           the command line client, and programs like it
// UNAUTHENTICATED CALLER_UNKNOWN for anything else.
absl::StatusOr<Peer> PeerOf(absl::string_view spiffe_id);

}  // namespace buurtbrug::platform::access
