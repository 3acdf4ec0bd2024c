#pragma once

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace buurtbrug::platform::testing {

// An issuer of access tokens with keys of its own, one of P-256 and one of RSA. It signs with
// OpenSSL alone: what verifies must not also make what it verifies. Thread-safe.
class TestIssuer {
 public:
  enum class Alg { kEs256, kRs256, kPs256 };

  static constexpr absl::string_view kIssuer = "https://identity.buurtbrug.test";
  static constexpr absl::string_view kAudience = "buurtbrug";
  static constexpr absl::string_view kClient = "buurtbrug-cli";

  // With new keys.
  TestIssuer();
  ~TestIssuer();
  TestIssuer(TestIssuer&&) noexcept;

  // With the keys that lie in `folder`; makes them, and `folder`/keys.json for services, when they
  // are not there. Processes that come at the same moment get the same keys.
  static TestIssuer Shared(const std::string& folder);

  // The public keys as a JWK set.
  std::string Jwks() const;

  // An access token of a person, by way of buurtbrug-cli, good for twelve hours from `now`.
  // `changes` is merged into the claims (RFC 7396): R"({"aud":"other","nbf":null})".
  std::string Mint(absl::string_view subject, absl::Time now,
                   absl::string_view changes = "{}") const;
  // Of a client for itself (client credentials).
  std::string MintForClient(absl::string_view client, absl::Time now) const;

  // For tokens that nobody should believe: the bytes as they are, signed.
  std::string Sign(absl::string_view header, absl::string_view payload,
                   Alg alg = Alg::kEs256) const;
  // The signature alone: of any bytes, as it stands in a token before base64url.
  std::string SignatureOf(absl::string_view input, Alg alg) const;
  // What Mint signs.
  std::string Header(Alg alg = Alg::kEs256) const;
  std::string Payload(absl::string_view subject, absl::Time now,
                      absl::string_view changes = "{}") const;

  std::string Kid(Alg alg) const;
  // The public key that belongs to `alg`: as one JWK, in PEM, in DER.
  std::string Jwk(Alg alg) const;
  std::string PublicPem(Alg alg) const;
  std::string PublicDer(Alg alg) const;

 private:
  struct Keys;
  explicit TestIssuer(std::unique_ptr<Keys> keys);
  std::unique_ptr<Keys> keys_;
};

// base64url without padding.
std::string Base64Url(absl::string_view bytes);

}  // namespace buurtbrug::platform::testing
