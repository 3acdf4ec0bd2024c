#include "platform/core/page.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::core {
namespace {

constexpr int kDefaultSize = 50;
constexpr int kLargestSize = 200;

}  // namespace

absl::StatusOr<Page> ParsePage(int page_size, absl::string_view page_token) {
  if (page_size < 0) {
    return InvalidField("page_size", "OUT_OF_RANGE", "page_size must be 0 or more");
  }
  Page page;
  page.size = page_size == 0 ? kDefaultSize : std::min(page_size, kLargestSize);
  if (!page_token.empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(page.after, Uuid::Parse("page_token", page_token));
  }
  return page;
}

absl::StatusOr<int64_t> ParseEtag(absl::string_view etag) {
  int64_t version = 0;
  if (!etag.empty() && (!absl::SimpleAtoi(etag, &version) || version < 1)) {
    return InvalidField("etag", "INVALID_ETAG", "give the etag as it was read, or none");
  }
  return version;
}

absl::Status CheckEtag(int64_t expected, int64_t current) {
  if (expected == 0 || expected == current) {
    return absl::OkStatus();
  }
  return Error(absl::StatusCode::kAborted, "ETAG_MISMATCH",
               "it was changed since it was read; read it again");
}

}  // namespace buurtbrug::platform::core
