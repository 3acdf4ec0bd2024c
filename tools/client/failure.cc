#include "tools/client/failure.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"

namespace buurtbrug::client {
namespace {

using platform::core::MetadataOf;
using platform::core::ReasonOf;

constexpr absl::string_view kWrongUse = "WRONG_USE";
constexpr absl::string_view kPlaceUrl = "buurtbrug/client/place";

}  // namespace

absl::Status WrongUse(absl::string_view message) {
  return platform::core::Error(absl::StatusCode::kInvalidArgument, kWrongUse, message);
}

absl::Status At(absl::string_view place, absl::Status status) {
  if (!status.ok()) {
    status.SetPayload(kPlaceUrl, absl::Cord(place));
  }
  return status;
}

bool IsUnreachable(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

int ExitCodeOf(const absl::Status& status) {
  if (status.ok()) {
    return kDone;
  }
  if (ReasonOf(status) == kWrongUse) {
    return kUsedWrongly;
  }
  return IsUnreachable(status) ? kUnreachable : kRefused;
}

std::string Explain(const absl::Status& status) {
  std::string text;
  if (const auto place = status.GetPayload(kPlaceUrl)) {
    absl::StrAppend(&text, std::string(*place), ": ");
  }
  const std::string reason = ReasonOf(status);
  if (reason != kWrongUse) {
    absl::StrAppend(&text, absl::StatusCodeToString(status.code()), reason.empty() ? "" : " ",
                    reason, ": ");
  }
  absl::StrAppend(&text, status.message(), "\n");
  for (const auto& [key, value] : MetadataOf(status)) {
    absl::StrAppend(&text, "  ", key, ": ", value, "\n");
  }
  if (IsUnreachable(status)) {
    absl::StrAppend(&text,
                    "  'buurtbrug health' tells which service does not answer; 'tools/up' starts "
                    "them all\n");
  }
  return text;
}

}  // namespace buurtbrug::client
