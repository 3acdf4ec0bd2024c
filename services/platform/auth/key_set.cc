#include "platform/auth/key_set.h"

#include <cjose/error.h>
#include <cjose/header.h>
#include <cjose/jwk.h>
#include <cjose/jws.h>
#include <openssl/err.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "platform/auth/strict.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::auth {
namespace {

using nlohmann::json;

constexpr size_t kMostBytes = 256 * 1024;
constexpr size_t kLeastRsaBits = 2048;
constexpr size_t kMostRsaBits = 8192;
// r and s of P-256, 32 bytes each (RFC 7518 section 3.4).
constexpr size_t kEs256Bytes = 64;

constexpr std::pair<absl::string_view, Algorithm> kAlgorithms[] = {
    {"RS256", Algorithm::kRs256}, {"PS256", Algorithm::kPs256}, {"ES256", Algorithm::kEs256}};

struct ReleaseJwk {
  void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
};
struct ReleaseJws {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
using Jwk = std::unique_ptr<cjose_jwk_t, ReleaseJwk>;
using Jws = std::unique_ptr<cjose_jws_t, ReleaseJws>;

absl::Status Invalid(absl::string_view message) {
  return core::Error(absl::StatusCode::kInvalidArgument, "KEYS_INVALID", message);
}

bool IsForVerifying(const json& jwk) {
  if (const auto use = jwk.find("use"); use != jwk.end() && *use != "sig") {
    return false;
  }
  if (const auto uses = jwk.find("key_ops"); uses != jwk.end()) {
    return uses->is_array() && std::find(uses->begin(), uses->end(), "verify") != uses->end();
  }
  return true;
}

}  // namespace

struct Key::Material {
  Jwk jwk;
  // Of a signature by this key.
  size_t signature_bytes = 0;
  std::set<Algorithm> algorithms;
};

namespace {

// The key in `jwk`, or null when it cannot verify a token.
std::unique_ptr<Key::Material> ReadKey(const json& jwk) {
  const auto type = TextMember(jwk, "kty");
  const bool rsa = type == "RSA";
  if ((!rsa && type != "EC") || jwk.contains("d") || !IsForVerifying(jwk)) {
    return nullptr;
  }
  auto key = std::make_unique<Key::Material>();
  key->algorithms =
      rsa ? std::set{Algorithm::kRs256, Algorithm::kPs256} : std::set{Algorithm::kEs256};
  if (jwk.contains("alg")) {
    const auto algorithm = ParseAlgorithm(TextMember(jwk, "alg").value_or(""));
    if (!algorithm || !key->algorithms.contains(*algorithm)) {
      return nullptr;
    }
    key->algorithms = {*algorithm};
  }
  // The library sees what makes the public key and nothing else.
  json bare = {{"kty", *type}};
  const std::vector<const char*> parts = rsa ? std::vector{"n", "e"} : std::vector{"crv", "x", "y"};
  for (const char* part : parts) {
    const auto text = TextMember(jwk, part);
    if (!text) {
      return nullptr;
    }
    bare[part] = *text;
  }
  const std::string text = bare.dump();
  cjose_err error;
  key->jwk.reset(cjose_jwk_import(text.data(), text.size(), &error));
  ERR_clear_error();
  if (key->jwk == nullptr) {
    return nullptr;
  }
  if (rsa) {
    const size_t bits = cjose_jwk_get_keysize(key->jwk.get(), &error);
    key->signature_bytes = (bits + 7) / 8;
    return bits >= kLeastRsaBits && bits <= kMostRsaBits ? std::move(key) : nullptr;
  }
  key->signature_bytes = kEs256Bytes;
  return cjose_jwk_EC_get_curve(key->jwk.get(), &error) == CJOSE_JWK_EC_P_256 ? std::move(key)
                                                                              : nullptr;
}

}  // namespace

std::optional<Algorithm> ParseAlgorithm(absl::string_view name) {
  for (const auto& [known, algorithm] : kAlgorithms) {
    if (name == known) {
      return algorithm;
    }
  }
  return std::nullopt;
}

Key::Key(std::unique_ptr<const Material> material) : material_(std::move(material)) {}
Key::~Key() = default;

bool Key::Allows(Algorithm algorithm) const { return material_->algorithms.contains(algorithm); }

bool Key::Signed(Algorithm algorithm, const std::string& token, absl::string_view signature) const {
  // libcjose halves an ES256 signature of any length and passes over an odd last byte: without this
  // a token would have more than one spelling.
  if (!Allows(algorithm) || signature.size() != material_->signature_bytes) {
    return false;
  }
  cjose_err error;
  const Jws jws(cjose_jws_import(token.data(), token.size(), &error));
  bool good = false;
  if (jws != nullptr) {
    // The library reads the header with a JSON parser of its own; both must have read the same.
    const char* name = cjose_header_get(cjose_jws_get_protected(jws.get()), "alg", &error);
    good = name != nullptr && ParseAlgorithm(name) == algorithm &&
           cjose_jws_verify(jws.get(), material_->jwk.get(), &error);
  }
  // What a failure leaves in the thread's queue would be taken for a failure of its TLS.
  ERR_clear_error();
  return good;
}

absl::StatusOr<std::shared_ptr<const KeySet>> KeySet::Parse(absl::string_view jwks) {
  if (jwks.size() > kMostBytes) {
    return Invalid("The key set is larger than 256 KiB: check that the address is that of a JWKS.");
  }
  const auto object = ParseObject(jwks);
  if (!object || !object->contains("keys") || !object->at("keys").is_array()) {
    return Invalid("This is no JWK set: give the issuer's jwks_uri, or a file with its content.");
  }
  auto set = std::make_shared<KeySet>();
  std::set<std::string> kids;
  for (const json& jwk : object->at("keys")) {
    if (!jwk.is_object()) {
      return Invalid("The key set has an entry that is no key: ask the issuer for a valid JWKS.");
    }
    const auto kid = TextMember(jwk, "kid");
    if (!kid || !IsName(*kid)) {
      continue;
    }
    if (!kids.insert(*kid).second) {
      return Invalid("The key set has two keys with one kid: every key needs a kid of its own.");
    }
    if (std::unique_ptr<Key::Material> material = ReadKey(jwk)) {
      set->keys_.emplace(*kid, std::make_unique<Key>(std::move(material)));
    }
  }
  return set;
}

const Key* KeySet::Find(absl::string_view kid) const {
  const auto found = keys_.find(std::string_view(kid.data(), kid.size()));
  return found == keys_.end() ? nullptr : found->second.get();
}

}  // namespace buurtbrug::platform::auth
