#include "platform/auth/key_set.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "platform/auth/strict.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tokens.h"

namespace buurtbrug::platform::auth {
namespace {

using absl::StatusCode;
using nlohmann::json;
using platform::testing::Base64Url;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::TestIssuer;
using Alg = TestIssuer::Alg;

const TestIssuer& Issuer() {
  static const auto& issuer = *new TestIssuer();
  return issuer;
}

// The key of `alg` with `changes` merged into it, alone in a set; null when the set passes over it.
std::shared_ptr<const KeySet> With(Alg alg, const json& changes) {
  json jwk = json::parse(Issuer().Jwk(alg));
  jwk.merge_patch(changes);
  const auto set = KeySet::Parse(json({{"keys", json::array({jwk})}}).dump());
  EXPECT_THAT(set, IsOk()) << jwk;
  return set.ok() && (*set)->size() == 1 ? *set : nullptr;
}

TEST(KeySet, FindsAKeyByItsExactKid) {
  const auto set = *KeySet::Parse(Issuer().Jwks());
  const std::string kid = Issuer().Kid(Alg::kEs256);
  EXPECT_EQ(set->size(), 2);
  EXPECT_NE(set->Find(kid), nullptr);
  EXPECT_EQ(set->Find(kid + " "), nullptr);
  EXPECT_EQ(set->Find(kid.substr(1)), nullptr);
  EXPECT_EQ(set->Find(""), nullptr);
}

TEST(KeySet, AKeyAllowsWhatItsKindAndItsAlgSay) {
  const auto set = *KeySet::Parse(Issuer().Jwks());
  const Key* ec = set->Find(Issuer().Kid(Alg::kEs256));
  const Key* rsa = set->Find(Issuer().Kid(Alg::kRs256));
  EXPECT_TRUE(ec->Allows(Algorithm::kEs256));
  EXPECT_FALSE(ec->Allows(Algorithm::kRs256));
  EXPECT_TRUE(rsa->Allows(Algorithm::kRs256));
  EXPECT_TRUE(rsa->Allows(Algorithm::kPs256));
  EXPECT_FALSE(rsa->Allows(Algorithm::kEs256));
  const auto reserved = With(Alg::kRs256, {{"alg", "PS256"}});
  ASSERT_NE(reserved, nullptr);
  EXPECT_TRUE(reserved->Find(Issuer().Kid(Alg::kRs256))->Allows(Algorithm::kPs256));
  EXPECT_FALSE(reserved->Find(Issuer().Kid(Alg::kRs256))->Allows(Algorithm::kRs256));
}

TEST(KeySet, AKeyReservedForOneAlgorithmVerifiesNoOther) {
  const auto reserved = With(Alg::kRs256, {{"alg", "PS256"}});
  const Key* key = reserved->Find(Issuer().Kid(Alg::kRs256));
  const auto signed_by = [&](Alg alg, Algorithm algorithm) {
    const std::string input = absl::StrCat(Base64Url(Issuer().Header(alg)), ".", Base64Url("{}"));
    const std::string signature = Issuer().SignatureOf(input, alg);
    return key->Signed(algorithm, absl::StrCat(input, ".", Base64Url(signature)), signature);
  };
  EXPECT_TRUE(signed_by(Alg::kPs256, Algorithm::kPs256));
  EXPECT_FALSE(signed_by(Alg::kRs256, Algorithm::kRs256));
  // The header says one thing, the caller another.
  EXPECT_FALSE(signed_by(Alg::kRs256, Algorithm::kPs256));
}

TEST(KeySet, PassesOverKeysThatCannotVerifyATokenHere) {
  EXPECT_NE(With(Alg::kEs256, json::object()), nullptr);
  EXPECT_NE(With(Alg::kEs256, {{"use", nullptr}, {"key_ops", {"verify"}}}), nullptr);
  EXPECT_NE(With(Alg::kRs256, {{"use", nullptr}, {"x5c", {"ignored"}}}), nullptr);
  const json out[] = {{{"kid", nullptr}},
                      {{"kid", 1}},
                      {{"kid", ""}},
                      {{"kid", std::string(256, 'k')}},
                      {{"kid", "with space"}},
                      {{"kty", "oct"}, {"k", "c2VjcmV0"}},
                      {{"kty", "OKP"}},
                      {{"kty", "RSA"}},
                      {{"kty", nullptr}},
                      {{"use", "enc"}},
                      {{"use", 1}},
                      {{"key_ops", {"sign"}}},
                      {{"key_ops", "verify"}},
                      {{"alg", "ES384"}},
                      {{"alg", "RS256"}},
                      {{"alg", "HS256"}},
                      {{"alg", 256}},
                      {{"crv", "P-384"}},
                      {{"crv", "secp256k1"}},
                      {{"crv", nullptr}},
                      {{"x", nullptr}},
                      {{"x", "AAAA"}},
                      {{"y", json::parse(Issuer().Jwk(Alg::kEs256))["x"]}},
                      {{"x", std::string("\0", 1)}},
                      {{"d", "AAAA"}}};
  for (const json& changes : out) {
    EXPECT_EQ(With(Alg::kEs256, changes), nullptr) << changes;
  }
  EXPECT_EQ(With(Alg::kRs256, {{"alg", "RSA-OAEP-256"}}), nullptr);
  EXPECT_EQ(With(Alg::kRs256, {{"alg", "ES256"}}), nullptr);
  EXPECT_EQ(With(Alg::kRs256, {{"d", "AAAA"}}), nullptr);
  EXPECT_EQ(With(Alg::kRs256, {{"e", nullptr}}), nullptr);
}

TEST(KeySet, AnotherCurveIsPassedOverThoughItsKeyIsGood) {
  EVP_PKEY* key = EVP_EC_gen("P-384");
  // 0x04, x, y.
  unsigned char point[1 + 2 * 48];
  size_t size = 0;
  ASSERT_EQ(EVP_PKEY_get_octet_string_param(key, "pub", point, sizeof(point), &size), 1);
  EVP_PKEY_free(key);
  const auto* bytes = reinterpret_cast<const char*>(point);
  EXPECT_EQ(With(Alg::kEs256, {{"crv", "P-384"},
                               {"x", Base64Url({bytes + 1, 48})},
                               {"y", Base64Url({bytes + 49, 48})}}),
            nullptr);
}

TEST(KeySet, RsaHas2048To8192Bits) {
  // Of `bits` bits; whether it is a product of primes nobody can see.
  const auto modulus = [](size_t bits) {
    std::string bytes(bits / 8, '\xff');
    bytes[0] = static_cast<char>(0x80 | (bits % 8));
    return Base64Url(bytes);
  };
  EXPECT_EQ(With(Alg::kRs256, {{"n", modulus(1024)}}), nullptr);
  EXPECT_EQ(With(Alg::kRs256, {{"n", modulus(2040)}}), nullptr);
  EXPECT_NE(With(Alg::kRs256, {{"n", modulus(2048)}}), nullptr);
  EXPECT_NE(With(Alg::kRs256, {{"n", modulus(8192)}}), nullptr);
  EXPECT_EQ(With(Alg::kRs256, {{"n", modulus(8200)}}), nullptr);
}

TEST(KeySet, RefusesWhatIsNoSet) {
  const std::string key = Issuer().Jwk(Alg::kEs256);
  const std::string other =
      absl::StrCat(R"({"kty":"oct","k":"AA","kid":")", Issuer().Kid(Alg::kEs256), R"("})");
  for (const std::string& bad :
       {std::string(), std::string("{}"), std::string("[]"), std::string("<html>"), key,
        std::string(R"({"keys":{}})"), std::string(R"({"keys":[1]})"),
        std::string(R"({"keys":[],"keys":[]})"), absl::StrCat(R"({"keys":[)", key, "]"),
        // One kid twice, also when one of the two would be passed over.
        absl::StrCat(R"({"keys":[)", key, ",", key, "]}"),
        absl::StrCat(R"({"keys":[)", key, ",", other, "]}"),
        absl::StrCat(R"({"keys":[],"x":")", std::string(256 * 1024, 'x'), "\"}")}) {
    EXPECT_THAT(KeySet::Parse(bad), Fails(StatusCode::kInvalidArgument, "KEYS_INVALID"))
        << bad.substr(0, 100);
  }
}

TEST(KeySet, WithoutKeysItTrustsNobody) {
  const auto set = KeySet::Parse(R"({"keys":[]})");
  ASSERT_THAT(set, IsOk());
  EXPECT_EQ((*set)->size(), 0);
  EXPECT_EQ((*set)->Find(""), nullptr);
}

TEST(DecodeBase64Url, TakesOneSpellingOnly) {
  EXPECT_EQ(DecodeBase64Url(""), "");
  EXPECT_EQ(DecodeBase64Url("-_8"), "\xfb\xff");
  for (const char* bad :
       {"A", "AB", "AAB", "AA==", "AA=", "A A", "AA\n", "+/8", "AAAA=", "AAAAA", "\xc3\xa9", "."}) {
    EXPECT_EQ(DecodeBase64Url(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace buurtbrug::platform::auth
