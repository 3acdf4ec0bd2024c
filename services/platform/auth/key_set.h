#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::platform::auth {

// The signatures that are believed: asymmetric, with SHA-256.
enum class Algorithm { kRs256, kPs256, kEs256 };

// "RS256", "PS256" or "ES256", exactly; else nothing.
std::optional<Algorithm> ParseAlgorithm(absl::string_view name);

// A public key of an issuer. Thread-safe.
class Key {
 public:
  struct Material;

  explicit Key(std::unique_ptr<const Material> material);
  ~Key();
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;

  // Whether the key is of the algorithm's kind and its JWK does not reserve it for another one.
  bool Allows(Algorithm algorithm) const;

  // Whether the third part of `token`, a JWS in compact form, is this key's signature over the
  // first two. `signature` is that part decoded. False for an algorithm that the key does not
  // allow. 0.1 to 0.2 ms.
  bool Signed(Algorithm algorithm, const std::string& token, absl::string_view signature) const;

 private:
  const std::unique_ptr<const Material> material_;
};

// The public keys of an issuer at one moment. Never changes; thread-safe.
class KeySet {
 public:
  // Reads a JWK set (RFC 7517). Keys that cannot verify a token are passed over: symmetric ones,
  // those with a private part, without kid, for another use or algorithm, RSA below 2048 or above
  // 8192 bits, curves other than P-256. A set in which nothing is left is a set: it trusts nobody.
  //   INVALID_ARGUMENT KEYS_INVALID   no JWK set, larger than 256 KiB, or two keys with one kid
  static absl::StatusOr<std::shared_ptr<const KeySet>> Parse(absl::string_view jwks);

  // The key with exactly this kid, or null. It lives as long as the set.
  const Key* Find(absl::string_view kid) const;

  size_t size() const { return keys_.size(); }

 private:
  std::map<std::string, std::unique_ptr<const Key>, std::less<>> keys_;
};

}  // namespace buurtbrug::platform::auth
