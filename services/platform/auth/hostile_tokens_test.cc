#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "platform/auth/key_set.h"
#include "platform/auth/token.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tokens.h"

// Tokens that somebody made to get in. Each has one fault and its reason.
namespace buurtbrug::platform::auth {
namespace {

using nlohmann::json;
using platform::testing::Base64Url;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::TestIssuer;
using Alg = TestIssuer::Alg;

constexpr int64_t kSecond = 1772366400;
const absl::Time kNow = absl::FromUnixSeconds(kSecond);

struct Hostile {
  std::string name;
  std::string token;
  std::string reason;
};
using Table = std::vector<Hostile>;

// The issuer, its second pair of keys in the same set, and somebody whose keys nobody knows.
struct Stage {
  TestIssuer issuer, second, foreign;
  FixedKeys keys;
  TokenVerifier verifier;

  static std::shared_ptr<const KeySet> Both(const TestIssuer& a, const TestIssuer& b) {
    return *KeySet::Parse(absl::StrCat(R"({"keys":[)", a.Jwk(Alg::kEs256), ",", a.Jwk(Alg::kRs256),
                                       ",", b.Jwk(Alg::kEs256), ",", b.Jwk(Alg::kRs256), "]}"));
  }

  Stage()
      : keys(Both(issuer, second)),
        verifier({std::string(TestIssuer::kIssuer), std::string(TestIssuer::kAudience)}, keys) {}
};

Stage& OnStage() {
  static auto& stage = *new Stage();
  return stage;
}
const TestIssuer& Issuer() { return OnStage().issuer; }

std::string Good() { return Issuer().Mint("operator", kNow); }
std::string GoodPayload() { return Issuer().Payload("operator", kNow); }

// The good header with one member set.
std::string Header(const char* name, const json& value, Alg alg = Alg::kEs256) {
  json header = json::parse(Issuer().Header(alg));
  header[name] = value;
  return header.dump();
}

// Signed by the issuer as it should be, with one member of the header or payload set.
std::string SignedHeader(const char* name, const json& value) {
  return Issuer().Sign(Header(name, value), GoodPayload());
}
std::string SignedClaim(const char* name, const json& value) {
  json payload = json::parse(GoodPayload());
  payload[name] = value;
  return Issuer().Sign(Issuer().Header(), payload.dump());
}
std::string WithoutClaims(const std::vector<const char*>& names) {
  json payload = json::parse(GoodPayload());
  for (const char* name : names) {
    payload.erase(name);
  }
  return Issuer().Sign(Issuer().Header(), payload.dump());
}
std::string SignedPayload(const std::string& payload) {
  return Issuer().Sign(Issuer().Header(), payload);
}
// exp written as `text`, which need not be JSON.
std::string WithExp(const std::string& text) {
  return SignedPayload(
      absl::StrReplaceAll(GoodPayload(), {{absl::StrCat(kSecond + 12 * 3600), text}}));
}

std::vector<std::string> PartsOf(const std::string& token) { return absl::StrSplit(token, '.'); }
std::string Join(const std::string& a, const std::string& b, const std::string& c) {
  return absl::StrCat(a, ".", b, ".", c);
}
// The good token with another signature.
std::string WithSignature(const std::string& bytes, Alg alg = Alg::kEs256) {
  return Join(Base64Url(Issuer().Header(alg)), Base64Url(GoodPayload()), Base64Url(bytes));
}
std::string SignatureOf(Alg alg) {
  return Issuer().SignatureOf(
      absl::StrCat(Base64Url(Issuer().Header(alg)), ".", Base64Url(GoodPayload())), alg);
}
// The last character with a spare bit set that the strict form leaves empty.
std::string WithSpareBits(std::string part) {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  part.back() = alphabet[alphabet.find(part.back()) + 1];
  return part;
}
// A payload whose base64url ends with spare bits.
std::string UnevenPayload() {
  std::string payload = GoodPayload();
  while (payload.size() % 3 != 1) {
    payload.push_back(' ');
  }
  return payload;
}

std::string Nested(int levels) {
  return absl::StrCat(std::string(static_cast<size_t>(levels), '['),
                      std::string(static_cast<size_t>(levels), ']'));
}
std::string WithMember(std::string object, const std::string& member) {
  return object.insert(1, member + ",");
}

std::string Hmac(const EVP_MD* digest, const std::string& secret, const std::string& input) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(digest, secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(input.data()), input.size(), out, &size);
  return {reinterpret_cast<const char*>(out), size};
}

std::string HmacToken(const std::string& header, const EVP_MD* digest, const std::string& secret) {
  const std::string input = absl::StrCat(Base64Url(header), ".", Base64Url(GoodPayload()));
  return absl::StrCat(input, ".", Base64Url(Hmac(digest, secret, input)));
}

std::string DerOf(const std::string& raw) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(raw.data());
  ECDSA_SIG* pair = ECDSA_SIG_new();
  ECDSA_SIG_set0(pair, BN_bin2bn(bytes, 32, nullptr), BN_bin2bn(bytes + 32, 32, nullptr));
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair, &der);
  std::string out(reinterpret_cast<const char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  ECDSA_SIG_free(pair);
  return out;
}

Table Shapes() {
  const std::string good = Good();
  const auto part = PartsOf(good);
  const char* bad = "TOKEN_MALFORMED";
  const std::string uneven = Base64Url(UnevenPayload());
  Table table = {
      {"empty", "", bad},
      {"one dot", ".", bad},
      {"two dots", "..", bad},
      {"three dots", "...", bad},
      {"a word", "operator", bad},
      {"header alone", part[0], bad},
      {"header and dot", part[0] + ".", bad},
      {"without signature part", part[0] + "." + part[1], bad},
      {"no header", Join("", part[1], part[2]), bad},
      {"header cut by one", Join(part[0].substr(0, part[0].size() - 1), part[1], part[2]), bad},
      {"header cut by four", Join(part[0].substr(0, part[0].size() - 4), part[1], part[2]), bad},
      {"payload of five characters", Join(part[0], part[1].substr(0, 5), part[2]), bad},
      {"signature cut by one", good.substr(0, good.size() - 1), bad},
      {"a fourth part", good + ".x", bad},
      {"a fourth empty part", good + ".", bad},
      {"a leading dot", "." + good, bad},
      {"five parts, as JWE has them", absl::StrCat(good, ".", part[1], ".", part[2]), bad},
      {"twice", good + good, bad},
      {"padding on the signature", good + "==", bad},
      {"padding on the header", Join(part[0] + "=", part[1], part[2]), bad},
      {"padding on the payload", Join(part[0], part[1] + "==", part[2]), bad},
      {"space in front", " " + good, bad},
      {"space behind", good + " ", bad},
      {"line feed behind", good + "\n", bad},
      {"carriage return and line feed", good + "\r\n", bad},
      {"tab inside", Join(part[0], "\t" + part[1], part[2]), bad},
      {"scheme in front", "Bearer " + good, bad},
      {"quoted", "\"" + good + "\"", bad},
      {"plus sign", Join(part[0], part[1], "+" + part[2].substr(1)), bad},
      {"slash", Join(part[0], part[1], "/" + part[2].substr(1)), bad},
      {"percent encoding", absl::StrReplaceAll(good, {{".", "%2E"}}), bad},
      {"exclamation mark behind", good + "!", bad},
      {"NUL behind", good + std::string(1, '\0'), bad},
      {"NUL and more behind", good + std::string("\0x", 2), bad},
      {"letter outside ASCII", Join(part[0], part[1], "\xc3\xa9" + part[2]), bad},
      {"spare bits in the signature", Join(part[0], part[1], WithSpareBits(part[2])), bad},
      {"spare bits in the payload", Join(part[0], WithSpareBits(uneven), part[2]), bad},
      {"flattened JSON serialization",
       absl::StrCat(R"({"protected":")", part[0], R"(","payload":")", part[1], R"(","signature":")",
                    part[2], R"("})"),
       bad},
      {"longer than 8192 bytes, signed", SignedClaim("note", std::string(7000, 'x')), bad},
      {"a megabyte", std::string(1 << 20, 'A'), bad},
      {"8193 dots", std::string(8193, '.'), bad},
  };
  EXPECT_NE(WithSpareBits(uneven), uneven);
  return table;
}

Table Headers() {
  const std::string header = Issuer().Header();
  const auto with = [](const std::string& text) { return Issuer().Sign(text, GoodPayload()); };
  const char* bad = "TOKEN_MALFORMED";
  return {
      {"header is an array", with("[" + header + "]"), bad},
      {"header is a text", with("\"ES256\""), bad},
      {"header is null", with("null"), bad},
      {"header is no JSON", with("alg=ES256"), bad},
      {"header with trailing comma", with(WithMember(header, "\"x\":[1,]")), bad},
      {"header with a comment", with(WithMember(header, "/* x */\"x\":1")), bad},
      {"header twice", with(header + header), bad},
      {"header with alg twice", with(WithMember(header, R"("alg":"none")")), bad},
      {"header with alg twice, escaped", with(WithMember(header, R"("\u0061lg":"none")")), bad},
      {"header with kid twice", with(WithMember(header, R"("kid":"other")")), bad},
      {"header with NUL and more behind", with(header + std::string("\0{}", 3)), bad},
      {"header after a byte order mark", with("\xef\xbb\xbf" + header), bad},
      {"header with invalid UTF-8", with(WithMember(header, "\"x\":\"\xc3\x28\"")), bad},
      {"header nested nine levels", with(WithMember(header, "\"x\":" + Nested(8))), bad},
      {"header nested very deeply", with(WithMember(header, "\"x\":" + Nested(2000))), bad},
      {"crit names exp", SignedHeader("crit", {"exp"}), bad},
      {"crit is empty", SignedHeader("crit", json::array()), bad},
      {"crit is null", SignedHeader("crit", nullptr), bad},
      {"crit with b64", with(WithMember(header, R"("b64":false,"crit":["b64"])")), bad},
  };
}

Table Algorithms() {
  const char* bad = "TOKEN_ALGORITHM";
  const auto part = PartsOf(Good());
  Table table;
  for (const char* none : {"none", "None", "NONE", "nOnE", "none ", " none", ""}) {
    table.push_back({absl::StrCat("algorithm '", none, "' without signature"),
                     Join(Base64Url(Header("alg", none)), part[1], ""), bad});
  }
  table.push_back({"algorithm none with the good signature",
                   Join(Base64Url(Header("alg", "none")), part[1], part[2]), bad});
  table.push_back(
      {"algorithm none and nothing else", Join(Base64Url(R"({"alg":"none"})"), part[1], ""), bad});
  for (const char* other : {"RS384", "RS512", "PS384", "PS512", "ES384", "ES512", "ES256K", "EdDSA",
                            "es256", "ES256 ", "RSA-OAEP", "dir", "RS1", "SHA256", "ES256,RS256"}) {
    table.push_back({absl::StrCat("algorithm ", other), SignedHeader("alg", other), bad});
  }
  table.push_back({"algorithm is a number", SignedHeader("alg", 256), bad});
  table.push_back({"algorithm is null", SignedHeader("alg", nullptr), bad});
  table.push_back({"algorithm is a list", SignedHeader("alg", {"ES256"}), bad});
  json without = json::parse(Issuer().Header());
  without.erase("alg");
  table.push_back({"no algorithm", Issuer().Sign(without.dump(), GoodPayload()), bad});

  const std::pair<const char*, const EVP_MD*> digests[] = {
      {"HS256", EVP_sha256()}, {"HS384", EVP_sha384()}, {"HS512", EVP_sha512()}};
  for (const Alg alg : {Alg::kEs256, Alg::kRs256}) {
    const std::pair<const char*, std::string> secrets[] = {
        {"PEM", Issuer().PublicPem(alg)},
        {"stripped PEM", std::string(absl::StripAsciiWhitespace(Issuer().PublicPem(alg)))},
        {"DER", Issuer().PublicDer(alg)},
        {"JWK", Issuer().Jwk(alg)}};
    for (const auto& [name, digest] : digests) {
      for (const auto& [form, secret] : secrets) {
        table.push_back({absl::StrCat(name, " with the ", alg == Alg::kEs256 ? "EC" : "RSA",
                                      " key's ", form, " as secret"),
                         HmacToken(Header("alg", name, alg), digest, secret), bad});
      }
    }
  }
  table.push_back({"ES256 with the RSA key",
                   Issuer().Sign(Header("kid", Issuer().Kid(Alg::kRs256)), GoodPayload()), bad});
  for (const Alg alg : {Alg::kRs256, Alg::kPs256}) {
    table.push_back(
        {absl::StrCat("RSA algorithm ", static_cast<int>(alg), " with the EC key"),
         Issuer().Sign(Header("kid", Issuer().Kid(Alg::kEs256), alg), GoodPayload(), alg), bad});
  }
  return table;
}

Table KeyNames() {
  const char* unknown = "TOKEN_KEY_UNKNOWN";
  const std::string kid = Issuer().Kid(Alg::kEs256);
  Table table;
  const std::pair<const char*, json> kids[] = {
      {"path to nothing", "../../../../../../dev/null"},
      {"absolute path", "/etc/passwd"},
      {"the key file", "keys.json"},
      {"SQL that is true", "x' OR '1'='1"},
      {"SQL that gives a key", "x' UNION SELECT 'c2VjcmV0'--"},
      {"shell", "x|cat /etc/passwd"},
      {"URL", "https://evil.example/jwks.json"},
      {"file URL", "file:///dev/null"},
      {"empty", ""},
      {"null", nullptr},
      {"number", 0},
      {"list with the kid", {kid}},
      {"object", {{"kid", kid}}},
      {"very long", std::string(4000, 'k')},
      {"unknown", "unknown"},
      {"the kid and a letter", kid + "x"},
      {"the kid with a space", kid + " "},
      {"the kid with a NUL", kid + std::string(1, '\0')},
      {"the kid with a NUL and more", kid + std::string("\0x", 2)},
      {"half of the kid", kid.substr(0, kid.size() / 2)},
      {"the kid in other letter case",
       absl::AsciiStrToLower(kid) == kid ? absl::AsciiStrToUpper(kid) : absl::AsciiStrToLower(kid)},
      {"wildcard", "*"},
      {"format", "%s%n"},
      {"the thumbprint's name", "x5t"}};
  for (const auto& [name, value] : kids) {
    table.push_back({absl::StrCat("kid: ", name), SignedHeader("kid", value), unknown});
  }
  json without = json::parse(Issuer().Header());
  without.erase("kid");
  table.push_back({"no kid", Issuer().Sign(without.dump(), GoodPayload()), unknown});

  // Everything right, but for the key.
  const TestIssuer& foreign = OnStage().foreign;
  const std::string payload = GoodPayload();
  table.push_back(
      {"foreign key under its own kid", foreign.Sign(foreign.Header(), payload), unknown});
  table.push_back({"foreign key under the issuer's kid", foreign.Sign(Issuer().Header(), payload),
                   "TOKEN_SIGNATURE"});
  for (const Alg alg : {Alg::kRs256, Alg::kPs256}) {
    table.push_back({absl::StrCat("foreign RSA key under the issuer's kid ", static_cast<int>(alg)),
                     foreign.Sign(Issuer().Header(alg), payload, alg), "TOKEN_SIGNATURE"});
  }
  table.push_back({"the kid of the issuer's other key",
                   SignedHeader("kid", OnStage().second.Kid(Alg::kEs256)), "TOKEN_SIGNATURE"});
  const std::pair<const char*, json> pointers[] = {
      {"jku", "https://evil.example/jwks.json"},
      {"x5u", "https://evil.example/chain.pem"},
      {"jwk", json::parse(foreign.Jwk(Alg::kEs256))},
      {"x5c", json::array({absl::Base64Escape(foreign.PublicDer(Alg::kEs256))})},
      {"x5t", Base64Url("01234567890123456789")}};
  for (const auto& [name, value] : pointers) {
    table.push_back({absl::StrCat(name, " of a foreign key under the issuer's kid"),
                     foreign.Sign(Header(name, value), payload), "TOKEN_SIGNATURE"});
    json own = json::parse(foreign.Header());
    own[name] = value;
    table.push_back({absl::StrCat(name, " of a foreign key under its own kid"),
                     foreign.Sign(own.dump(), payload), unknown});
    own.erase("kid");
    table.push_back({absl::StrCat(name, " of a foreign key without kid"),
                     foreign.Sign(own.dump(), payload), unknown});
  }
  return table;
}

Table Signatures() {
  const char* bad = "TOKEN_SIGNATURE";
  const std::string good = Good();
  const auto part = PartsOf(good);
  const auto citizen = PartsOf(Issuer().Mint("citizen-0610", kNow));
  const std::string es = SignatureOf(Alg::kEs256);
  const std::string rs = SignatureOf(Alg::kRs256);
  const std::string zeros(32, '\0');
  const auto payload_with = [&](const char* name, const json& value) {
    json payload = json::parse(GoodPayload());
    payload[name] = value;
    return Join(part[0], Base64Url(payload.dump()), part[2]);
  };
  std::string flipped = es;
  flipped.back() = static_cast<char>(flipped.back() ^ 1);
  return {
      {"payload of another token", Join(part[0], citizen[1], part[2]), bad},
      {"signature of another token", Join(part[0], part[1], citizen[2]), bad},
      {"header of a token of another algorithm",
       Join(Base64Url(Issuer().Header(Alg::kRs256)), part[1], part[2]), bad},
      {"header and payload exchanged with the good signature",
       Join(part[0], Base64Url(Issuer().Header()), part[2]), bad},
      {"another subject", payload_with("sub", "coordinator-0610"), bad},
      {"another contract", payload_with("contract_id", "0610-2"), bad},
      {"a role of one's own", payload_with("roles", {"operator"}), bad},
      {"a later end", payload_with("exp", kSecond + 365 * 86400), bad},
      {"another audience", payload_with("aud", "other"), bad},
      {"another header type", Join(Base64Url(Header("typ", "JWT")), part[1], part[2]), bad},
      {"a member added to the header", Join(Base64Url(Header("x", 1)), part[1], part[2]), bad},
      {"payload cut by four", Join(part[0], part[1].substr(0, part[1].size() / 4 * 4 - 4), part[2]),
       bad},
      {"payload that is no JSON", Join(part[0], Base64Url("operator"), part[2]), bad},
      {"no payload", Join(part[0], "", part[2]), bad},
      {"no signature", Join(part[0], part[1], ""), bad},
      {"signature of one byte", WithSignature("x"), bad},
      {"signature without its last byte", WithSignature(es.substr(0, 63)), bad},
      {"signature with a byte more", WithSignature(es + '\0'), bad},
      {"signature with a zero in front of each half",
       WithSignature(absl::StrCat(std::string(1, '\0'), es.substr(0, 32), std::string(1, '\0'),
                                  es.substr(32))),
       bad},
      {"last bit of the signature", WithSignature(flipped), bad},
      {"signature of zeros", WithSignature(zeros + zeros), bad},
      {"r is zero", WithSignature(zeros + es.substr(32)), bad},
      {"s is zero", WithSignature(es.substr(0, 32) + zeros), bad},
      {"r and s exchanged", WithSignature(es.substr(32) + es.substr(0, 32)), bad},
      {"signature of ones", WithSignature(std::string(64, '\xff')), bad},
      {"signature in DER", WithSignature(DerOf(es)), bad},
      {"RS256 without its last byte", WithSignature(rs.substr(0, 255), Alg::kRs256), bad},
      {"RS256 with a zero in front", WithSignature(std::string(1, '\0') + rs, Alg::kRs256), bad},
      {"RS256 with a byte more", WithSignature(rs + "x", Alg::kRs256), bad},
      {"RS256 of zeros", WithSignature(std::string(256, '\0'), Alg::kRs256), bad},
      {"RS256 of ones", WithSignature(std::string(256, '\xff'), Alg::kRs256), bad},
      {"RS256 of one", WithSignature(std::string(255, '\0') + '\x01', Alg::kRs256), bad},
      {"PS256 of zeros", WithSignature(std::string(256, '\0'), Alg::kPs256), bad},
      {"RS256 with the EC signature", WithSignature(es, Alg::kRs256), bad},
      {"ES256 with the RSA signature", WithSignature(rs), bad},
      {"RS256 signature under a PS256 header",
       Issuer().Sign(Issuer().Header(Alg::kPs256), GoodPayload(), Alg::kRs256), bad},
      {"PS256 signature under an RS256 header",
       Issuer().Sign(Issuer().Header(Alg::kRs256), GoodPayload(), Alg::kPs256), bad},
      {"HMAC with the PEM under an RS256 header",
       HmacToken(Issuer().Header(Alg::kRs256), EVP_sha256(), Issuer().PublicPem(Alg::kRs256)), bad},
      {"HMAC with the PEM under an ES256 header",
       HmacToken(Issuer().Header(), EVP_sha256(), Issuer().PublicPem(Alg::kEs256)), bad},
  };
}

Table Types() {
  const char* bad = "TOKEN_TYPE";
  Table table;
  for (const char* type :
       {"JWT", "jwt", "id_token", "rt+jwt", "refresh+jwt", "logout+jwt", "dpop+jwt", "secevent+jwt",
        "at+jwt ", " at+jwt", "at", "application/jwt", "application/application/at+jwt",
        "text/at+jwt", "x.application/at+jwt", ""}) {
    table.push_back({absl::StrCat("type '", type, "'"), SignedHeader("typ", type), bad});
  }
  table.push_back({"type is a number", SignedHeader("typ", 1), bad});
  table.push_back({"type is null", SignedHeader("typ", nullptr), bad});
  table.push_back({"type is a list", SignedHeader("typ", {"at+jwt"}), bad});
  json without = json::parse(Issuer().Header());
  without.erase("typ");
  table.push_back({"no type", Issuer().Sign(without.dump(), GoodPayload()), bad});
  return table;
}

Table Payloads() {
  const std::string good = GoodPayload();
  const char* bad = "TOKEN_MALFORMED";
  return {
      {"payload is an array", SignedPayload("[" + good + "]"), bad},
      {"payload is a text", SignedPayload("\"operator\""), bad},
      {"payload is empty", SignedPayload(""), bad},
      {"payload is an empty object", SignedPayload("{}"), bad},
      {"payload twice", SignedPayload(good + good), bad},
      {"payload without its last brace", SignedPayload(good.substr(0, good.size() - 1)), bad},
      {"payload with single quotes", SignedPayload(absl::StrReplaceAll(good, {{"\"", "'"}})), bad},
      {"payload with sub twice", SignedPayload(WithMember(good, R"("sub":"partner-0610")")), bad},
      {"payload with sub twice, escaped",
       SignedPayload(WithMember(good, R"("s\u0075b":"partner-0610")")), bad},
      {"payload with exp twice", SignedPayload(WithMember(good, "\"exp\":99999999999")), bad},
      {"payload with a name twice inside",
       SignedPayload(WithMember(good, R"("act":{"sub":"a","sub":"b"})")), bad},
      {"payload with a name twice inside a list",
       SignedPayload(WithMember(good, R"("act":[{"x":1},{"sub":"a","sub":"b"}])")), bad},
      {"payload nested nine levels", SignedPayload(WithMember(good, "\"x\":" + Nested(8))), bad},
      {"payload nested very deeply", SignedPayload(WithMember(good, "\"x\":" + Nested(2500))), bad},
      {"payload with NUL and more behind", SignedPayload(good + std::string("\0{}", 3)), bad},
      {"payload with NUL inside", SignedPayload(WithMember(good, std::string("\"x\":\0 1", 7))),
       bad},
      {"payload with invalid UTF-8", SignedPayload(WithMember(good, "\"x\":\"\xed\xa0\x80\"")),
       bad},
      {"payload with a lone surrogate", SignedPayload(WithMember(good, R"("x":"\ud800")")), bad},
      {"payload after a byte order mark", SignedPayload("\xef\xbb\xbf" + good), bad},
      {"payload in UTF-16", SignedPayload(std::string("{\0}\0", 4)), bad},
      {"payload is a token", SignedPayload(Good()), bad},
  };
}

Table Places() {
  const std::string issuer(TestIssuer::kIssuer);
  Table table;
  const std::pair<const char*, json> issuers[] = {
      {"another", "https://evil.example"},
      {"with a slash", issuer + "/"},
      {"in capitals", "HTTPS://IDENTITY.BUURTBRUG.TEST"},
      {"with a capital", "https://Identity.buurtbrug.test"},
      {"by http", "http://identity.buurtbrug.test"},
      {"with something behind", issuer + ".evil.example"},
      {"the beginning of it", issuer.substr(0, issuer.size() - 1)},
      {"with a port", issuer + ":443"},
      {"with a path", issuer + "/realms/x"},
      {"with a space", issuer + " "},
      {"with a NUL", issuer + std::string("\0x", 2)},
      {"empty", ""}};
  for (const auto& [name, value] : issuers) {
    table.push_back({absl::StrCat("issuer: ", name), SignedClaim("iss", value), "TOKEN_ISSUER"});
  }
  const std::pair<const char*, json> audiences[] = {
      {"another", "other"},
      {"empty", ""},
      {"in capitals", "BUURTBRUG"},
      {"with something behind", "buurtbrug.evil.example"},
      {"the beginning of it", "buurt"},
      {"with others in one text", "buurtbrug other"},
      {"with a NUL", std::string("buurtbrug\0", 10)},
      {"an empty list", json::array()},
      {"a list of others", {"other", "BUURTBRUG", "buurtbrug "}},
      {"the issuer", issuer},
      {"the client", "buurtbrug-cli"},
      {"wildcard", "*"}};
  for (const auto& [name, value] : audiences) {
    table.push_back(
        {absl::StrCat("audience: ", name), SignedClaim("aud", value), "TOKEN_AUDIENCE"});
  }
  table.push_back({"client_id and azp differ", SignedClaim("azp", "partner-0610"), "TOKEN_CLIENT"});
  table.push_back({"azp in capitals", SignedClaim("azp", "BUURTBRUG-CLI"), "TOKEN_CLIENT"});
  return table;
}

Table Times() {
  const char* bad = "TOKEN_MALFORMED";
  return {
      {"expired at this moment", SignedClaim("exp", kSecond), "TOKEN_EXPIRED"},
      {"expired a second ago", SignedClaim("exp", kSecond - 1), "TOKEN_EXPIRED"},
      {"expired in 1970", SignedClaim("exp", 0), "TOKEN_EXPIRED"},
      {"expired, minus zero", WithExp("-0"), "TOKEN_EXPIRED"},
      {"begins in a second", SignedClaim("nbf", kSecond + 1), "TOKEN_NOT_YET_VALID"},
      {"begins in the year 9999", SignedClaim("nbf", 253402300799), "TOKEN_NOT_YET_VALID"},
      {"exp before 1970", SignedClaim("exp", -1), bad},
      {"exp in the year 10000", SignedClaim("exp", 253402300800), bad},
      {"exp in milliseconds", SignedClaim("exp", (kSecond + 3600) * 1000), bad},
      {"exp is the largest int64", SignedClaim("exp", INT64_MAX), bad},
      {"exp is the smallest int64", SignedClaim("exp", INT64_MIN), bad},
      {"exp is the largest uint64", SignedClaim("exp", UINT64_MAX), bad},
      {"exp beyond uint64", WithExp("18446744073709551616"), bad},
      {"exp of a thousand digits", WithExp(std::string(1000, '9')), bad},
      {"exp with a fraction", SignedClaim("exp", static_cast<double>(kSecond) + 3600.5), bad},
      {"exp with an exponent", WithExp("1e12"), bad},
      {"exp beyond double", WithExp("1e400"), bad},
      {"exp is NaN", WithExp("NaN"), bad},
      {"exp is Infinity", WithExp("Infinity"), bad},
      {"exp is hexadecimal", WithExp("0x7fffffff"), bad},
      {"exp with a plus", WithExp("+99999999999"), bad},
      {"exp with a zero in front", WithExp("099999999999"), bad},
      {"exp is a text", SignedClaim("exp", absl::StrCat(kSecond + 3600)), bad},
      {"exp is null", SignedClaim("exp", nullptr), bad},
      {"exp is true", SignedClaim("exp", true), bad},
      {"exp is a list", SignedClaim("exp", {kSecond + 3600}), bad},
      {"exp is an object", SignedClaim("exp", json::object()), bad},
      {"nbf is a text", SignedClaim("nbf", absl::StrCat(kSecond)), bad},
      {"nbf is null", SignedClaim("nbf", nullptr), bad},
      {"nbf is negative", SignedClaim("nbf", -1), bad},
      {"nbf with a fraction", SignedClaim("nbf", static_cast<double>(kSecond) - 0.5), bad},
      {"iat is a text", SignedClaim("iat", "now"), bad},
      {"iat is a list", SignedClaim("iat", {kSecond}), bad},
  };
}

Table ClaimTypes() {
  const char* bad = "TOKEN_MALFORMED";
  Table table;
  for (const char* claim : {"iss", "aud", "sub", "exp"}) {
    table.push_back({absl::StrCat("no ", claim), WithoutClaims({claim}), bad});
  }
  table.push_back({"neither client_id nor azp", WithoutClaims({"client_id", "azp"}), bad});
  const std::pair<const char*, json> wrong[] = {
      {"a number", 1}, {"null", nullptr}, {"true", true}, {"an object", {{"buurtbrug", 1}}}};
  for (const char* claim : {"iss", "aud", "sub", "client_id", "azp"}) {
    for (const auto& [name, value] : wrong) {
      table.push_back({absl::StrCat(claim, " is ", name), SignedClaim(claim, value), bad});
    }
  }
  for (const char* claim : {"iss", "sub", "client_id", "azp"}) {
    table.push_back({absl::StrCat(claim, " is a list"), SignedClaim(claim, {"operator"}), bad});
  }
  table.push_back({"aud with a number in it", SignedClaim("aud", {"buurtbrug", 1}), bad});
  table.push_back({"aud with a list in it",
                   SignedClaim("aud", json::array({json::array({"buurtbrug"})})), bad});
  const std::pair<const char*, std::string> names[] = {
      {"empty", ""},
      {"a space", "operator x"},
      {"a line feed", "operator\nlevel"},
      {"a NUL", std::string("operator\0", 9)},
      {"an escape", "operator\x1b[2J"},
      {"DEL", "operator\x7f"},
      {"a letter outside ASCII", "op\xc3\xa9rator"},
      {"an override of direction", "operator\xe2\x80\xae"},
      {"256 characters", std::string(256, 'a')}};
  for (const char* claim : {"sub", "client_id", "azp"}) {
    for (const auto& [name, value] : names) {
      table.push_back({absl::StrCat(claim, " with ", name), SignedClaim(claim, value), bad});
    }
  }
  return table;
}

Table All() {
  Table all;
  for (const auto& part : {Shapes(), Headers(), Algorithms(), KeyNames(), Signatures(), Types(),
                           Payloads(), Places(), Times(), ClaimTypes()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

TEST(HostileTokens, AreRefusedEachWithItsReason) {
  const TokenVerifier& verifier = OnStage().verifier;
  const Table all = All();
  EXPECT_GE(all.size(), 100);
  std::set<std::string> names, tokens;
  for (const Hostile& hostile : all) {
    EXPECT_TRUE(names.insert(hostile.name).second) << "twice: " << hostile.name;
    EXPECT_TRUE(tokens.insert(hostile.token).second) << "the same token: " << hostile.name;
    // The second time nothing may be remembered.
    for (int time = 0; time < 2; ++time) {
      EXPECT_THAT(verifier.Verify(hostile.token, kNow),
                  Fails(absl::StatusCode::kUnauthenticated, hostile.reason))
          << hostile.name;
    }
  }
  RecordProperty("tokens", static_cast<int>(all.size()));
}

TEST(HostileTokens, AreRefusedInMessagesThatHoldNothingOfThem) {
  for (const Hostile& hostile : All()) {
    const std::string message(OnStage().verifier.Verify(hostile.token, kNow).status().message());
    for (const auto& part : PartsOf(hostile.token)) {
      EXPECT_TRUE(part.size() < 12 || !absl::StrContains(message, part)) << hostile.name;
    }
    for (const char* said : {"coordinator-0610", "partner-0610", "evil.example", "passwd"}) {
      EXPECT_FALSE(absl::StrContains(message, said)) << hostile.name;
    }
  }
}

// What the table changes one thing of is good.
TEST(HostileTokens, DifferFromGoodOnesByTheirFaultAlone) {
  const TokenVerifier& verifier = OnStage().verifier;
  EXPECT_THAT(verifier.Verify(Good(), kNow), IsOk());
  for (const Alg alg : {Alg::kEs256, Alg::kRs256, Alg::kPs256}) {
    EXPECT_THAT(verifier.Verify(WithSignature(SignatureOf(alg), alg), kNow), IsOk());
  }
  EXPECT_THAT(verifier.Verify(SignedHeader("x", 1), kNow), IsOk());
  EXPECT_THAT(verifier.Verify(SignedClaim("x", 1), kNow), IsOk());
  EXPECT_THAT(verifier.Verify(WithExp("99999999999"), kNow), IsOk());
  EXPECT_THAT(verifier.Verify(SignedPayload(UnevenPayload()), kNow), IsOk());
  EXPECT_THAT(verifier.Verify(SignedPayload(WithMember(GoodPayload(), "\"x\":" + Nested(7))), kNow),
              IsOk());
  EXPECT_THAT(verifier.Verify(SignedClaim("note", std::string(5000, 'x')), kNow), IsOk());
}

}  // namespace
}  // namespace buurtbrug::platform::auth
