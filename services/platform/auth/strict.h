#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

// Readers that take one form of a thing and refuse every other: two readers that understand the
// same bytes differently are how a forged token gets through. Pure.
namespace buurtbrug::platform::auth {

// base64url without padding, white space or spare bits (RFC 7515 section 2); what it takes has no
// second spelling.
std::optional<std::string> DecodeBase64Url(absl::string_view text);

// A JSON object in UTF-8 that begins with its brace: no member twice at any depth, no byte NUL, at
// most eight levels.
std::optional<nlohmann::json> ParseObject(absl::string_view text);

// The member when it is a string, else nothing.
std::optional<std::string> TextMember(const nlohmann::json& object, const char* name);

// 1 to 255 visible ASCII characters: fit for a log, a header and a comparison.
bool IsName(absl::string_view text);

}  // namespace buurtbrug::platform::auth
