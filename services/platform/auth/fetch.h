#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace buurtbrug::platform::auth {

enum class Place { kFile, kUrl };

// Where `location` points. Plain http is taken to this machine only: whoever stands between could
// put keys of their own into the answer.
//   INVALID_ARGUMENT KEYS_LOCATION
absl::StatusOr<Place> PlaceOf(const std::string& location);

// The bytes of a small document: a file, or what an http(s) URL answers with 200. Certificates are
// verified against the system's authorities, redirects are refused. Waits for `timeout` at most.
// Thread-safe.
//   UNAVAILABLE KEYS_UNREADABLE   not there, not allowed, no answer, or more than `most_bytes`
absl::StatusOr<std::string> Fetch(Place place, const std::string& location, absl::Duration timeout,
                                  size_t most_bytes);

}  // namespace buurtbrug::platform::auth
