#include "tools/client/login.h"

#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "platform/core/status.h"
#include "tools/client/failure.h"
#include "tools/client/login_assertion.h"
#include "tools/client/login_http.h"
#include "tools/client/read_file.h"

namespace buurtbrug::client {
namespace {

constexpr char kDeviceGrant[] = "urn:ietf:params:oauth:grant-type:device_code";
constexpr char kAssertionType[] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

}  // namespace

std::string DefaultIssuer() {
  const char* issuer = std::getenv("BUURTBRUG_IDENTITY_ISSUER");
  return issuer != nullptr && *issuer != '\0' ? issuer : "http://127.0.0.1:7100";
}

absl::StatusOr<Provider> FindProvider(const std::string& issuer) {
  const std::string url =
      absl::StrCat(absl::StripSuffix(issuer, "/"), "/.well-known/openid-configuration");
  BUURTBRUG_ASSIGN_OR_RETURN(const HttpAnswer answer, Get(url));
  return ParseProvider(issuer, answer);
}

std::optional<KeyedClient> FindUnattended(const std::string& state, const std::string& identity) {
  for (const std::string& client : {identity, absl::StrCat("unattended-", identity)}) {
    const std::string file = absl::StrCat(state, "/identity/clients/", client, ".pem");
    std::error_code none;
    if (std::filesystem::exists(file, none)) {
      return KeyedClient{client, file};
    }
  }
  return std::nullopt;
}

absl::StatusOr<Token> LoginByKey(const Provider& provider, const KeyedClient& client,
                                 const platform::core::Clock& clock,
                                 platform::core::Random& random) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string pem, ReadFile(client.key_file));
  const absl::Time now = clock.Now();
  auto assertion = SignAssertion(pem, client.client_id, provider.issuer, now, random);
  if (!assertion.ok()) {
    return At(client.key_file, assertion.status());
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      const HttpAnswer answer,
      Post(provider.token_endpoint, {{"grant_type", "client_credentials"},
                                     {"client_id", client.client_id},
                                     {"client_assertion_type", kAssertionType},
                                     {"client_assertion", *assertion}}));
  return ParseToken(answer, now);
}

absl::StatusOr<Token> LoginByDevice(const Provider& provider, const std::string& client_id,
                                    const platform::core::Clock& clock,
                                    const std::function<void(absl::Duration)>& wait,
                                    const std::function<void(const DeviceCode&)>& show) {
  if (provider.device_endpoint.empty()) {
    return WrongUse(absl::StrCat(provider.issuer, " knows no device flow; log in with --key FILE"));
  }
  const absl::Time began = clock.Now();
  BUURTBRUG_ASSIGN_OR_RETURN(
      const HttpAnswer answer,
      Post(provider.device_endpoint, {{"client_id", client_id}, {"scope", "openid"}}));
  BUURTBRUG_ASSIGN_OR_RETURN(const DeviceCode code, ParseDeviceCode(answer));
  show(code);
  absl::Duration interval = code.interval;
  while (clock.Now() + interval < began + code.lifetime) {
    wait(interval);
    const absl::Time now = clock.Now();
    const auto asked = Post(provider.token_endpoint, {{"grant_type", kDeviceGrant},
                                                      {"client_id", client_id},
                                                      {"device_code", code.device_code}});
    if (!asked.ok() && IsUnreachable(asked.status())) {
      // RFC 8628, section 3.5: less often, or many clients would keep a slow provider down.
      interval *= 2;
      continue;
    }
    BUURTBRUG_RETURN_IF_ERROR(asked.status());
    auto token = ParseToken(*asked, now);
    const std::string reason = platform::core::ReasonOf(token.status());
    if (reason == "SLOW_DOWN") {
      interval += absl::Seconds(5);
    } else if (reason != "AUTHORIZATION_PENDING") {
      return token;
    }
  }
  return platform::core::Error(absl::StatusCode::kUnauthenticated, "EXPIRED_TOKEN",
                               "nobody approved the code in time; log in again");
}

absl::StatusOr<Token> TokenFor(const std::string& state, const std::string& identity,
                               const std::string& issuer, const platform::core::Clock& clock,
                               platform::core::Random& random) {
  BUURTBRUG_RETURN_IF_ERROR(CheckIdentity(identity));
  const TokenStore store(state);
  const std::optional<Token> kept = store.Find(identity);
  if (kept.has_value() && kept->IsGoodAt(clock.Now())) {
    return *kept;
  }
  const std::optional<KeyedClient> client = FindUnattended(state, identity);
  if (!client.has_value()) {
    return WrongUse(absl::StrCat(kept.has_value() ? "the token of " : "nobody is signed in as ",
                                 identity, kept.has_value() ? " has expired" : "",
                                 "; run: buurtbrug login --as ", identity));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const Provider provider, FindProvider(issuer));
  BUURTBRUG_ASSIGN_OR_RETURN(const Token token, LoginByKey(provider, *client, clock, random));
  BUURTBRUG_RETURN_IF_ERROR(store.Keep(identity, token));
  return token;
}

}  // namespace buurtbrug::client
