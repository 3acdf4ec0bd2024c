#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "buurtbrug/reporting/v1/reporting_service.pb.h"

namespace buurtbrug::client {

// A table that somebody published:
//   {"period": "2020", "title": ..., "source": ..., "as_printed": "tot 1-11-2020", "as_of":
//   "2020-10-31",
//    "rows": [{"indicator": "target", "quarters": [0, 3, 3, 4], "total": 10}, ...]}
// where null is a blank cell. Pure. Complete but for municipality and contract; the request id
// comes from title and as_of. WrongUse, naming the row, for anything else.
absl::StatusOr<reporting::v1::ImportPublishedTableRequest> ParsePublishedFile(
    absl::string_view path, absl::string_view content);

}  // namespace buurtbrug::client
