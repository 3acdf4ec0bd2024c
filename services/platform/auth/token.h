#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/auth/key_source.h"

namespace buurtbrug::platform::auth {

// What an access token says, once it is believed.
struct Claims {
  std::string issuer;
  // 1 to 255 visible ASCII characters, as is `client`.
  std::string subject;
  // The OAuth client that got the token. Whether it may speak here is not decided here.
  std::string client;
  absl::Time expires;
};

// Which tokens are believed.
struct TokenRules {
  std::string issuer;
  std::string audience;
  // Of the header, without "application/"; letter case does not count.
  std::string type = "at+jwt";
  // For clocks that disagree; at most a minute.
  absl::Duration leeway = absl::ZeroDuration();
};

// Decides whether an access token (RFC 9068: a JWT in compact form) is believed. Thread-safe.
//
// From the token's own header come kid, alg and typ; jku, x5u, jwk and x5c are never read. The
// checks run in this order, and the first that fails is the answer, UNAUTHENTICATED unless said
// otherwise:
//   TOKEN_MALFORMED      longer than 8192 bytes; not three parts in base64url; the header is no
//                        JSON object, has a member twice, nests deeper than eight levels, or has
//                        `crit`
//   TOKEN_ALGORITHM      alg is not RS256, PS256 or ES256
//   TOKEN_KEY_UNKNOWN    no kid, or no key of the issuer has it
//   UNAVAILABLE KEYS_UNAVAILABLE   the issuer's keys were never read
//   TOKEN_ALGORITHM      the key is not for that alg
//   TOKEN_SIGNATURE      the signature is not the key's; until here the payload is not looked at
//   TOKEN_TYPE           another typ, or none: an ID token is no access token
//   TOKEN_MALFORMED      the payload is no JSON object in the same sense; iss, aud, sub, exp, or
//                        both client_id and azp missing; a claim of the wrong type; times that are
//                        not whole seconds up to the year 9999
//   TOKEN_ISSUER         iss is not exactly the issuer
//   TOKEN_AUDIENCE       the audience is not in aud
//   TOKEN_CLIENT         client_id and azp differ
//   TOKEN_EXPIRED        now is exp or later
//   TOKEN_NOT_YET_VALID  now is before nbf
// Messages say what to do and hold nothing of the token.
//
// Verified tokens are remembered by their SHA-256, at most 4096, until the key set changes; exp and
// nbf are looked at on every call. A remembered token costs about 3 microseconds, another one about
// 120 (RS256) to 200 (ES256) on one core.
class TokenVerifier {
 public:
  // `keys` must outlive the verifier.
  TokenVerifier(TokenRules rules, KeySource& keys);
  ~TokenVerifier();

  absl::StatusOr<Claims> Verify(absl::string_view token, absl::Time now) const;

  // Tokens that are remembered now.
  size_t remembered() const;

 private:
  class Memory;
  const TokenRules rules_;
  KeySource& keys_;
  const std::unique_ptr<Memory> memory_;
};

}  // namespace buurtbrug::platform::auth
