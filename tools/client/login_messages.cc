#include "tools/client/login_messages.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/core/status.h"

namespace buurtbrug::client {
namespace {

using nlohmann::json;

constexpr absl::Duration kLongestLife = absl::Hours(24);

absl::Status Malformed(absl::string_view what) {
  return platform::core::Error(absl::StatusCode::kInternal, "IDENTITY_ANSWER",
                               absl::StrCat("the identity service answers with ", what));
}

// A text field, or empty. What is shown on a terminal must not steer it.
std::string Text(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) {
    return "";
  }
  std::string text = found->get<std::string>();
  std::replace_if(text.begin(), text.end(), absl::ascii_iscntrl, ' ');
  return text;
}

absl::Duration Seconds(const json& object, const char* name, absl::Duration otherwise) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) {
    return otherwise;
  }
  return std::clamp(absl::Seconds(found->get<double>()), absl::ZeroDuration(), kLongestLife);
}

// INVALID_CLIENT for "invalid_client".
absl::Status Refusal(const json& object, long code) {
  const std::string error = Text(object, "error");
  const bool known = !error.empty() && error.size() <= 64 &&
                     std::all_of(error.begin(), error.end(),
                                 [](char c) { return absl::ascii_islower(c) || c == '_'; });
  const std::string description = Text(object, "error_description");
  return platform::core::Error(
      absl::StatusCode::kUnauthenticated, known ? absl::AsciiStrToUpper(error) : "LOGIN_REFUSED",
      description.empty() ? absl::StrCat("the identity service refuses (HTTP ", code, ")")
                          : description);
}

absl::StatusOr<json> ParseObject(const HttpAnswer& answer) {
  json object = json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  if (answer.code != 200) {
    return Refusal(object.is_object() ? object : json::object(), answer.code);
  }
  if (!object.is_object()) {
    return Malformed("something that is no JSON object");
  }
  return object;
}

}  // namespace

absl::StatusOr<Provider> ParseProvider(const std::string& issuer, const HttpAnswer& answer) {
  BUURTBRUG_ASSIGN_OR_RETURN(const json object, ParseObject(answer));
  Provider provider{.issuer = Text(object, "issuer"),
                    .token_endpoint = Text(object, "token_endpoint"),
                    .device_endpoint = Text(object, "device_authorization_endpoint")};
  if (provider.issuer != issuer) {
    return Malformed(
        absl::StrCat("a document about issuer '", provider.issuer, "' at '", issuer, "'"));
  }
  if (provider.token_endpoint.empty()) {
    return Malformed("a document without token_endpoint");
  }
  return provider;
}

absl::StatusOr<DeviceCode> ParseDeviceCode(const HttpAnswer& answer) {
  BUURTBRUG_ASSIGN_OR_RETURN(const json object, ParseObject(answer));
  DeviceCode code{.device_code = Text(object, "device_code"),
                  .user_code = Text(object, "user_code"),
                  .verification_uri = Text(object, "verification_uri"),
                  .verification_uri_complete = Text(object, "verification_uri_complete"),
                  .lifetime = Seconds(object, "expires_in", absl::ZeroDuration())};
  code.interval = std::max(Seconds(object, "interval", code.interval), absl::Seconds(1));
  if (code.device_code.empty() || code.user_code.empty() || code.verification_uri.empty() ||
      code.lifetime == absl::ZeroDuration()) {
    return Malformed("a device code that lacks a field");
  }
  return code;
}

absl::StatusOr<Token> ParseToken(const HttpAnswer& answer, absl::Time asked_at) {
  BUURTBRUG_ASSIGN_OR_RETURN(const json object, ParseObject(answer));
  Token token{.access_token = Text(object, "access_token"),
              .expires_at = asked_at + Seconds(object, "expires_in", absl::Minutes(5))};
  // It goes into a header: visible characters only.
  if (token.access_token.empty() ||
      !std::all_of(token.access_token.begin(), token.access_token.end(), absl::ascii_isgraph)) {
    return Malformed("no access token");
  }
  if (!absl::EqualsIgnoreCase(Text(object, "token_type"), "Bearer")) {
    return Malformed("a token of another type than Bearer");
  }
  return token;
}

std::string SubjectOf(absl::string_view access_token) {
  const std::vector<absl::string_view> parts = absl::StrSplit(access_token, '.');
  std::string payload;
  if (parts.size() != 3 || !absl::WebSafeBase64Unescape(parts[1], &payload)) {
    return "";
  }
  const json claims = json::parse(payload, nullptr, /*allow_exceptions=*/false);
  return claims.is_object() ? Text(claims, "sub") : "";
}

}  // namespace buurtbrug::client
