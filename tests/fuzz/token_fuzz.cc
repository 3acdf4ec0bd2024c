#include <jansson.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/string_view.h"
#include "platform/auth/token.h"
#include "platform/testing/tokens.h"

// Bytes as a token, and bytes inside a token that is signed well. The first byte says which:
//   t  the token itself
//   p  the payload of a signed token
//   h  the header of a token with a good payload, signed
//   s  put into a good token: offset and length of what is replaced, a byte each, and the bytes
// The verifier may believe only what this file believes too, and it is written the other way round:
// from what a good token says.
namespace {

using buurtbrug::platform::auth::FixedKeys;
using buurtbrug::platform::auth::KeySet;
using buurtbrug::platform::auth::TokenVerifier;
using buurtbrug::platform::testing::TestIssuer;
using nlohmann::json;
using Alg = TestIssuer::Alg;

constexpr int64_t kSecond = 1772366400;
const absl::Time kNow = absl::FromUnixSeconds(kSecond);

struct Stage {
  TestIssuer issuer;
  FixedKeys keys{*KeySet::Parse(issuer.Jwks())};
  TokenVerifier verifier{{std::string(TestIssuer::kIssuer), std::string(TestIssuer::kAudience)},
                         keys};
  std::string good = issuer.Mint("operator", kNow);
};

void Require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

// By another parser than the verifier's: one JSON value, no member twice.
bool IsStrictJson(const std::string& text) {
  json_error_t error;
  json_t* value =
      json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
  json_decref(value);
  // It knows no number beyond int64; the verifier has none that counts.
  return value != nullptr || json_error_code(&error) == json_error_numeric_overflow;
}

// Of a payload that is believed; `at` throws where something is missing, and ends the process.
void CheckPayload(const std::string& text, const buurtbrug::platform::auth::Claims& claims) {
  Require(IsStrictJson(text));
  const json payload = json::parse(text);
  Require(payload.at("iss") == "https://identity.buurtbrug.test");
  const json& audience = payload.at("aud");
  Require(audience == "buurtbrug" ||
          std::find(audience.begin(), audience.end(), "buurtbrug") != audience.end());
  Require(payload.at("exp").get<int64_t>() > kSecond);
  Require(claims.expires == absl::FromUnixSeconds(payload.at("exp").get<int64_t>()));
  Require(payload.value("nbf", int64_t{0}) <= kSecond);
  Require(payload.at("sub") == claims.subject && !claims.subject.empty());
  Require(payload.value("client_id", claims.client) == claims.client);
  Require(payload.value("azp", claims.client) == claims.client && !claims.client.empty());
}

void CheckHeader(const std::string& text, const TestIssuer& issuer) {
  Require(IsStrictJson(text));
  const json header = json::parse(text);
  Require(header.at("alg") == "ES256" && header.at("kid") == issuer.Kid(Alg::kEs256));
  Require(!header.contains("crit"));
  const std::string type = header.at("typ");
  Require(type.size() == 6 || type.size() == 18);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  static const auto& stage = *new Stage();
  if (size == 0) {
    return 0;
  }
  const std::string rest(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  switch (bytes[0]) {
    case 't':
      // Nobody who does not have the key makes a token.
      Require(!stage.verifier.Verify(rest, kNow).ok());
      break;
    case 'p': {
      const auto claims =
          stage.verifier.Verify(stage.issuer.Sign(stage.issuer.Header(), rest), kNow);
      if (claims.ok()) {
        CheckPayload(rest, *claims);
      }
      break;
    }
    case 'h': {
      const std::string payload = stage.issuer.Payload("operator", kNow);
      if (stage.verifier.Verify(stage.issuer.Sign(rest, payload), kNow).ok()) {
        CheckHeader(rest, stage.issuer);
      }
      break;
    }
    case 's': {
      if (rest.size() < 2) {
        break;
      }
      const size_t offset = static_cast<uint8_t>(rest[0]) * stage.good.size() / 256;
      std::string token = stage.good;
      token.replace(offset, static_cast<uint8_t>(rest[1]), rest.substr(2));
      Require(stage.verifier.Verify(token, kNow).ok() == (token == stage.good));
      break;
    }
    default:
      break;
  }
  return 0;
}
