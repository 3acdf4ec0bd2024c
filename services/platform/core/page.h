#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/core/uuid.h"

namespace buurtbrug::platform::core {

// One page of a list that is ordered by id.
struct Page {
  int size = 50;
  // Behind this one; nil is before the first.
  Uuid after;
};

// From `page_size` (0 means 50, at most 200) and `page_token` (the last id of the page before;
// empty means the first page). INVALID_ARGUMENT OUT_OF_RANGE, INVALID_ID.
absl::StatusOr<Page> ParsePage(int page_size, absl::string_view page_token);

// An `etag` as the caller gives it: the version that it read, or 0 for "whatever it is".
// INVALID_ARGUMENT INVALID_ETAG.
absl::StatusOr<int64_t> ParseEtag(absl::string_view etag);

// ABORTED ETAG_MISMATCH when `expected` is a version and not the current one.
absl::Status CheckEtag(int64_t expected, int64_t current);

}  // namespace buurtbrug::platform::core
