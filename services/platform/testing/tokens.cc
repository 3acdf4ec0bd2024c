#include "platform/testing/tokens.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace buurtbrug::platform::testing {
namespace {

using nlohmann::json;
using Alg = TestIssuer::Alg;

template <typename T, void (*Free)(T*)>
struct Release {
  void operator()(T* thing) const { Free(thing); }
};
void FreeBio(BIO* bio) { BIO_free(bio); }
using PrivateKey = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY, EVP_PKEY_free>>;
using Digester = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX, EVP_MD_CTX_free>>;
using Bio = std::unique_ptr<BIO, Release<BIO, FreeBio>>;
using Number = std::unique_ptr<BIGNUM, Release<BIGNUM, BN_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG, ECDSA_SIG_free>>;

constexpr absl::Duration kLife = absl::Hours(12);
constexpr int kHalfBytes = 32;

void Require(bool holds, const char* what) {
  if (!holds) {
    std::cerr << "TestIssuer: " << what << "\n";
    std::exit(1);
  }
}

std::string Contents(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<size_t>(size)};
}

std::string BytesOf(const BIGNUM* number) {
  std::string bytes(static_cast<size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

std::string Parameter(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  Require(EVP_PKEY_get_bn_param(key, name, &number) == 1, "no such parameter");
  return BytesOf(Number(number).get());
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string WriteBeside(const std::string& path, const std::string& text) {
  static std::atomic<int> count = 0;
  const std::string beside = absl::StrCat(path, ".", getpid(), ".", ++count);
  std::ofstream(beside, std::ios::binary) << text;
  return beside;
}

const char* NameOf(Alg alg) {
  switch (alg) {
    case Alg::kEs256:
      return "ES256";
    case Alg::kRs256:
      return "RS256";
    case Alg::kPs256:
      return "PS256";
  }
  return "";
}

}  // namespace

struct TestIssuer::Keys {
  PrivateKey ec, rsa;

  EVP_PKEY* For(Alg alg) const { return alg == Alg::kEs256 ? ec.get() : rsa.get(); }
};

TestIssuer::TestIssuer(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}
TestIssuer::~TestIssuer() = default;
TestIssuer::TestIssuer(TestIssuer&&) noexcept = default;

TestIssuer::TestIssuer() : keys_(std::make_unique<Keys>()) {
  keys_->ec.reset(EVP_EC_gen("P-256"));
  keys_->rsa.reset(EVP_RSA_gen(2048));
  Require(keys_->ec != nullptr && keys_->rsa != nullptr, "no keys");
}

TestIssuer TestIssuer::Shared(const std::string& folder) {
  const std::string path = folder + "/issuer.pem";
  if (!std::filesystem::exists(path)) {
    const TestIssuer made;
    const Bio out(BIO_new(BIO_s_mem()));
    for (const Alg alg : {Alg::kEs256, Alg::kRs256}) {
      Require(PEM_write_bio_PrivateKey(out.get(), made.keys_->For(alg), nullptr, nullptr, 0,
                                       nullptr, nullptr) == 1,
              "cannot write a key");
    }
    // Whoever links first has made the keys of all.
    const std::string beside = WriteBeside(path, Contents(out.get()));
    Require(link(beside.c_str(), path.c_str()) == 0 || errno == EEXIST, "cannot keep the keys");
    unlink(beside.c_str());
  }
  const std::string text = ReadFile(path);
  const Bio in(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  auto keys = std::make_unique<Keys>();
  keys->ec.reset(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
  keys->rsa.reset(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
  Require(keys->ec != nullptr && keys->rsa != nullptr, "cannot read the keys");
  TestIssuer issuer(std::move(keys));
  if (const std::string set = folder + "/keys.json"; !std::filesystem::exists(set)) {
    // The same bytes from everybody.
    Require(std::rename(WriteBeside(set, issuer.Jwks()).c_str(), set.c_str()) == 0,
            "cannot write the key set");
  }
  return issuer;
}

std::string TestIssuer::PublicDer(Alg alg) const {
  const Bio out(BIO_new(BIO_s_mem()));
  Require(i2d_PUBKEY_bio(out.get(), keys_->For(alg)) == 1, "cannot write a key");
  return Contents(out.get());
}

std::string TestIssuer::PublicPem(Alg alg) const {
  const Bio out(BIO_new(BIO_s_mem()));
  Require(PEM_write_bio_PUBKEY(out.get(), keys_->For(alg)) == 1, "cannot write a key");
  return Contents(out.get());
}

std::string TestIssuer::Kid(Alg alg) const {
  const std::string der = PublicDer(alg);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(der.data()), der.size(), digest);
  return Base64Url({reinterpret_cast<const char*>(digest), 12});
}

std::string TestIssuer::Jwk(Alg alg) const {
  const EVP_PKEY* key = keys_->For(alg);
  json jwk = {{"kid", Kid(alg)}, {"use", "sig"}};
  if (alg == Alg::kEs256) {
    // 0x04, x, y.
    unsigned char point[1 + 2 * kHalfBytes];
    size_t size = 0;
    Require(EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof(point),
                                            &size) == 1 &&
                size == sizeof(point),
            "no point");
    const auto* bytes = reinterpret_cast<const char*>(point);
    jwk.update({{"kty", "EC"},
                {"crv", "P-256"},
                {"x", Base64Url({bytes + 1, kHalfBytes})},
                {"y", Base64Url({bytes + 1 + kHalfBytes, kHalfBytes})}});
  } else {
    jwk.update({{"kty", "RSA"},
                {"n", Base64Url(Parameter(key, OSSL_PKEY_PARAM_RSA_N))},
                {"e", Base64Url(Parameter(key, OSSL_PKEY_PARAM_RSA_E))}});
  }
  return jwk.dump();
}

std::string TestIssuer::Jwks() const {
  return absl::StrCat(R"({"keys":[)", Jwk(Alg::kEs256), ",", Jwk(Alg::kRs256), "]}");
}

std::string TestIssuer::SignatureOf(absl::string_view input, Alg alg) const {
  const Digester digester(EVP_MD_CTX_new());
  EVP_PKEY_CTX* context = nullptr;
  bool good =
      EVP_DigestSignInit(digester.get(), &context, EVP_sha256(), nullptr, keys_->For(alg)) == 1;
  if (alg == Alg::kPs256) {
    good = good && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
  }
  const auto* bytes = reinterpret_cast<const unsigned char*>(input.data());
  size_t size = 0;
  good = good && EVP_DigestSign(digester.get(), nullptr, &size, bytes, input.size()) == 1;
  std::vector<unsigned char> out(size);
  good = good && EVP_DigestSign(digester.get(), out.data(), &size, bytes, input.size()) == 1;
  Require(good, "cannot sign");
  if (alg != Alg::kEs256) {
    return {reinterpret_cast<const char*>(out.data()), size};
  }
  // OpenSSL writes DER; a token has r and s side by side.
  const unsigned char* der = out.data();
  const Signature pair(d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(size)));
  std::string raw(2 * kHalfBytes, '\0');
  auto* halves = reinterpret_cast<unsigned char*>(raw.data());
  Require(
      pair != nullptr &&
          BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), halves, kHalfBytes) == kHalfBytes &&
          BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), halves + kHalfBytes, kHalfBytes) == kHalfBytes,
      "cannot write a signature");
  return raw;
}

std::string TestIssuer::Sign(absl::string_view header, absl::string_view payload, Alg alg) const {
  const std::string input = absl::StrCat(Base64Url(header), ".", Base64Url(payload));
  return absl::StrCat(input, ".", Base64Url(SignatureOf(input, alg)));
}

std::string TestIssuer::Header(Alg alg) const {
  return json({{"alg", NameOf(alg)}, {"kid", Kid(alg)}, {"typ", "at+jwt"}}).dump();
}

std::string TestIssuer::Payload(absl::string_view subject, absl::Time now,
                                absl::string_view changes) const {
  json claims = {{"iss", std::string(kIssuer)},
                 {"sub", std::string(subject)},
                 {"aud", std::string(kAudience)},
                 {"client_id", std::string(kClient)},
                 {"iat", absl::ToUnixSeconds(now)},
                 {"nbf", absl::ToUnixSeconds(now)},
                 {"exp", absl::ToUnixSeconds(now + kLife)}};
  claims.merge_patch(json::parse(changes.begin(), changes.end()));
  return claims.dump();
}

std::string TestIssuer::Mint(absl::string_view subject, absl::Time now,
                             absl::string_view changes) const {
  return Sign(Header(), Payload(subject, now, changes));
}

std::string TestIssuer::MintForClient(absl::string_view client, absl::Time now) const {
  const std::string name(client);
  return Mint(client, now, json({{"client_id", name}, {"azp", name}}).dump());
}

std::string Base64Url(absl::string_view bytes) { return absl::WebSafeBase64Escape(bytes); }

}  // namespace buurtbrug::platform::testing
