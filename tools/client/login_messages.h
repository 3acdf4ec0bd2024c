#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tools/client/login_http.h"
#include "tools/client/token_store.h"

// What an OpenID Connect provider answers. Errors of all three functions:
//   INTERNAL IDENTITY_ANSWER          the answer is not what the standard says
//   UNAUTHENTICATED <OAuth error>     it refused: INVALID_CLIENT, AUTHORIZATION_PENDING, ...
namespace buurtbrug::client {

// OpenID Connect Discovery 1.0, section 3.
struct Provider {
  std::string issuer;
  std::string token_endpoint;
  // Empty: it does not know the device flow.
  std::string device_endpoint;
};
// The document of `issuer`; one about another issuer is refused.
absl::StatusOr<Provider> ParseProvider(const std::string& issuer, const HttpAnswer& answer);

// RFC 8628, section 3.2.
struct DeviceCode {
  std::string device_code;
  std::string user_code;
  std::string verification_uri;
  // With the code in it; empty: the provider gives none.
  std::string verification_uri_complete;
  absl::Duration lifetime;
  // Between two questions whether it was approved.
  absl::Duration interval = absl::Seconds(5);
};
absl::StatusOr<DeviceCode> ParseDeviceCode(const HttpAnswer& answer);

// RFC 6749, section 5. `asked_at`: when the question was sent; the life counts from there. Without
// expires_in a token counts as good for five minutes.
absl::StatusOr<Token> ParseToken(const HttpAnswer& answer, absl::Time asked_at);

// The subject that a token in JWT form names, unverified: to tell people who they are, never to
// decide. Empty when there is none to see.
std::string SubjectOf(absl::string_view access_token);

}  // namespace buurtbrug::client
