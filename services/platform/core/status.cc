#include "platform/core/status.h"

#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace buurtbrug::platform::core {
namespace {

constexpr absl::string_view kReasonUrl = "buurtbrug/reason";
constexpr absl::string_view kMetadataPrefix = "buurtbrug/metadata/";

}  // namespace

absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view message,
                   const Metadata& metadata) {
  absl::Status status(code, message);
  status.SetPayload(kReasonUrl, absl::Cord(reason));
  for (const auto& [key, value] : metadata) {
    status.SetPayload(absl::StrCat(kMetadataPrefix, key), absl::Cord(value));
  }
  return status;
}

absl::Status InvalidField(absl::string_view field, absl::string_view reason,
                          absl::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, reason, message,
               {{"field", std::string(field)}});
}

std::string ReasonOf(const absl::Status& status) {
  const auto reason = status.GetPayload(kReasonUrl);
  return reason ? std::string(*reason) : std::string();
}

Metadata MetadataOf(const absl::Status& status) {
  Metadata metadata;
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& value) {
    if (absl::ConsumePrefix(&url, kMetadataPrefix)) {
      metadata.emplace_back(std::string(url), std::string(value));
    }
  });
  return metadata;
}

}  // namespace buurtbrug::platform::core
