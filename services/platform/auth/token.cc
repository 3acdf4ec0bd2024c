#include "platform/auth/token.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "platform/auth/key_set.h"
#include "platform/auth/strict.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::auth {
namespace {

using nlohmann::json;

constexpr size_t kMostBytes = 8192;
constexpr absl::Duration kMostLeeway = absl::Minutes(1);
// The last second of the year 9999.
constexpr int64_t kLastSecond = 253402300799;
// Of tokens in each of the memory's two halves.
constexpr size_t kHalf = 2048;

using Digest = std::array<uint8_t, SHA256_DIGEST_LENGTH>;

// Believed but for the time.
struct Verified {
  Claims claims;
  absl::Time not_before = absl::InfinitePast();
};

absl::Status Refuse(absl::string_view reason, absl::string_view message) {
  return core::Error(absl::StatusCode::kUnauthenticated, reason, message);
}

absl::Status Malformed(absl::string_view message) { return Refuse("TOKEN_MALFORMED", message); }

absl::Status UnknownKey() {
  return Refuse("TOKEN_KEY_UNKNOWN",
                "The access token is signed with a key that the issuer does not publish: sign in "
                "again.");
}

absl::Status BadAlgorithm() {
  return Refuse("TOKEN_ALGORITHM",
                "Access tokens are signed with RS256, PS256 or ES256, as their key says: ask the "
                "issuer's operator.");
}

Digest DigestOf(absl::string_view token) {
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
  return digest;
}

// The three parts, decoded.
struct Parts {
  std::string header, payload, signature;
};

std::optional<Parts> Split(absl::string_view token) {
  const std::vector<absl::string_view> texts = absl::StrSplit(token, '.');
  if (texts.size() != 3) {
    return std::nullopt;
  }
  auto header = DecodeBase64Url(texts[0]);
  auto payload = DecodeBase64Url(texts[1]);
  auto signature = DecodeBase64Url(texts[2]);
  if (!header || !payload || !signature) {
    return std::nullopt;
  }
  return Parts{*std::move(header), *std::move(payload), *std::move(signature)};
}

bool HasType(const json& header, absl::string_view wanted) {
  const std::optional<std::string> type = TextMember(header, "typ");
  if (!type) {
    return false;
  }
  absl::string_view rest = *type;
  if (absl::StartsWithIgnoreCase(rest, "application/")) {
    rest.remove_prefix(std::string_view("application/").size());
  }
  return absl::EqualsIgnoreCase(rest, wanted);
}

// A NumericDate of whole seconds.
std::optional<absl::Time> TimeOf(const json& value) {
  if (!value.is_number_integer() || value < 0 || value > kLastSecond) {
    return std::nullopt;
  }
  return absl::FromUnixSeconds(value.get<int64_t>());
}

// Whether the optional claim `name` is absent or a time; `time` is left alone when absent.
bool ReadOptionalTime(const json& payload, const char* name, absl::Time* time) {
  const auto claim = payload.find(name);
  if (claim == payload.end()) {
    return true;
  }
  const std::optional<absl::Time> read = TimeOf(*claim);
  if (read) {
    *time = *read;
  }
  return read.has_value();
}

// The audiences, or nothing when aud is neither a text nor a list of texts.
std::optional<std::vector<std::string>> AudiencesOf(const json& payload) {
  const auto claim = payload.find("aud");
  if (claim == payload.end()) {
    return std::nullopt;
  }
  if (claim->is_string()) {
    return std::vector<std::string>{claim->get<std::string>()};
  }
  const bool texts = claim->is_array() && std::all_of(claim->begin(), claim->end(),
                                                      [](const json& e) { return e.is_string(); });
  return texts ? std::optional(claim->get<std::vector<std::string>>()) : std::nullopt;
}

struct Client {
  std::string client_id, azp;
};

// client_id and azp; an absent one is empty. Nothing when both are absent or one is no name.
std::optional<Client> ClientOf(const json& payload) {
  Client client;
  for (const auto& [name, into] :
       {std::pair("client_id", &client.client_id), std::pair("azp", &client.azp)}) {
    if (!payload.contains(name)) {
      continue;
    }
    *into = TextMember(payload, name).value_or("");
    if (!IsName(*into)) {
      return std::nullopt;
    }
  }
  if (client.client_id.empty() && client.azp.empty()) {
    return std::nullopt;
  }
  return client;
}

absl::StatusOr<Verified> ReadClaims(const TokenRules& rules, const std::string& text) {
  const std::optional<json> payload = ParseObject(text);
  if (!payload) {
    return Malformed("The claims of the access token are no valid JSON object: sign in again.");
  }
  Verified verified;
  const auto issuer = TextMember(*payload, "iss");
  const auto subject = TextMember(*payload, "sub");
  const auto audiences = AudiencesOf(*payload);
  const auto client = ClientOf(*payload);
  const auto expires = payload->contains("exp") ? TimeOf(payload->at("exp")) : std::nullopt;
  absl::Time issued_at;
  if (!issuer || !audiences || !expires || !subject || !IsName(*subject) || !client ||
      !ReadOptionalTime(*payload, "nbf", &verified.not_before) ||
      !ReadOptionalTime(*payload, "iat", &issued_at)) {
    return Malformed(
        "The access token needs iss, aud, sub, exp and client_id or azp, each of its type: ask the "
        "issuer's operator.");
  }
  if (*issuer != rules.issuer) {
    return Refuse("TOKEN_ISSUER",
                  "The access token is from another issuer: sign in where this platform says.");
  }
  if (std::find(audiences->begin(), audiences->end(), rules.audience) == audiences->end()) {
    return Refuse("TOKEN_AUDIENCE",
                  "The access token is for another service: ask for one for this platform.");
  }
  if (!client->client_id.empty() && !client->azp.empty() && client->client_id != client->azp) {
    return Refuse("TOKEN_CLIENT",
                  "The access token names two clients: ask for one for a single client.");
  }
  verified.claims = {*issuer, *subject, client->client_id.empty() ? client->azp : client->client_id,
                     *expires};
  return verified;
}

absl::StatusOr<Claims> InTime(const Verified& verified, const TokenRules& rules, absl::Time now) {
  const absl::Duration leeway = std::clamp(rules.leeway, absl::ZeroDuration(), kMostLeeway);
  if (now >= verified.claims.expires + leeway) {
    return Refuse("TOKEN_EXPIRED", "The access token has expired: sign in again.");
  }
  if (now < verified.not_before - leeway) {
    return Refuse("TOKEN_NOT_YET_VALID",
                  "The access token is not valid yet: try later, or check the clocks.");
  }
  return verified.claims;
}

}  // namespace

// Tokens that were verified under one key set. Two halves: a token that is used stays, the half
// that was not used for longest goes as a whole.
class TokenVerifier::Memory {
 public:
  std::optional<Verified> Find(const std::shared_ptr<const KeySet>& keys, const Digest& digest) {
    const std::lock_guard lock(mutex_);
    Under(keys);
    if (const auto found = young_.find(digest); found != young_.end()) {
      return found->second;
    }
    const auto found = old_.find(digest);
    if (found == old_.end()) {
      return std::nullopt;
    }
    Verified verified = std::move(found->second);
    old_.erase(found);
    Put(digest, verified);
    return verified;
  }

  void Remember(const std::shared_ptr<const KeySet>& keys, const Digest& digest,
                const Verified& verified) {
    const std::lock_guard lock(mutex_);
    // Verified under a set that was replaced meanwhile: not worth remembering.
    if (keys == keys_) {
      Put(digest, verified);
    }
  }

  size_t size() {
    const std::lock_guard lock(mutex_);
    return young_.size() + old_.size();
  }

 private:
  void Under(const std::shared_ptr<const KeySet>& keys) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (keys != keys_) {
      young_.clear();
      old_.clear();
      keys_ = keys;
    }
  }

  void Put(const Digest& digest, const Verified& verified) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (young_.size() >= kHalf) {
      old_ = std::exchange(young_, {});
    }
    young_.insert_or_assign(digest, verified);
  }

  std::mutex mutex_;
  // Held, so that no later set can have its address.
  std::shared_ptr<const KeySet> keys_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<Digest, Verified> young_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<Digest, Verified> old_ ABSL_GUARDED_BY(mutex_);
};

TokenVerifier::TokenVerifier(TokenRules rules, KeySource& keys)
    : rules_(std::move(rules)), keys_(keys), memory_(std::make_unique<Memory>()) {}
TokenVerifier::~TokenVerifier() = default;

size_t TokenVerifier::remembered() const { return memory_->size(); }

absl::StatusOr<Claims> TokenVerifier::Verify(absl::string_view token, absl::Time now) const {
  if (token.size() > kMostBytes) {
    return Malformed("An access token has at most 8192 bytes: sign in again.");
  }
  const Digest digest = DigestOf(token);
  std::shared_ptr<const KeySet> keys = keys_.Current();
  if (const auto known = memory_->Find(keys, digest)) {
    return InTime(*known, rules_, now);
  }
  const std::optional<Parts> parts = Split(token);
  if (!parts) {
    return Malformed(
        "An access token is a signed JWT in compact form, three parts of base64url: sign in "
        "again.");
  }
  const std::optional<json> header = ParseObject(parts->header);
  if (!header || header->contains("crit")) {
    return Malformed("The header of the access token is not understood: sign in again.");
  }
  const auto algorithm = ParseAlgorithm(TextMember(*header, "alg").value_or(""));
  if (!algorithm) {
    return BadAlgorithm();
  }
  const std::optional<std::string> kid = TextMember(*header, "kid");
  if (!kid || !IsName(*kid)) {
    return UnknownKey();
  }
  const Key* key = keys == nullptr ? nullptr : keys->Find(*kid);
  if (key == nullptr) {
    keys = keys_.Renewed();
    if (keys == nullptr) {
      return core::Error(absl::StatusCode::kUnavailable, "KEYS_UNAVAILABLE",
                         "The issuer's keys could not be read yet: try again in a moment.");
    }
    key = keys->Find(*kid);
  }
  if (key == nullptr) {
    return UnknownKey();
  }
  if (!key->Allows(*algorithm)) {
    return BadAlgorithm();
  }
  if (!key->Signed(*algorithm, std::string(token), parts->signature)) {
    return Refuse("TOKEN_SIGNATURE",
                  "The signature of the access token is not its issuer's: sign in again.");
  }
  if (!HasType(*header, rules_.type)) {
    return Refuse("TOKEN_TYPE",
                  "This is a token of another type: send the access token, not the ID token or the "
                  "refresh token.");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const Verified verified, ReadClaims(rules_, parts->payload));
  absl::StatusOr<Claims> claims = InTime(verified, rules_, now);
  if (claims.ok()) {
    memory_->Remember(keys, digest, verified);
  }
  return claims;
}

}  // namespace buurtbrug::platform::auth
