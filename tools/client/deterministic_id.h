#pragma once

#include "absl/strings/string_view.h"
#include "platform/core/uuid.h"

namespace buurtbrug::client {

// UUIDv5 (RFC 9562, section 5.5): SHA-1 of the namespace and the name. A name for ever, no secret.
platform::core::Uuid UuidV5(const platform::core::Uuid& space, absl::string_view name);

// The id that a natural key always gets: "case/sliedrecht-2020/0001". Used as request id it makes a
// file that is loaded twice the same requests twice, which change nothing.
platform::core::Uuid DeterministicUuid(absl::string_view name);

}  // namespace buurtbrug::client
