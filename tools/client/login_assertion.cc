#include "tools/client/login_assertion.h"

#include <cjose/cjose.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

constexpr absl::Duration kLife = absl::Minutes(1);
constexpr int kCoordinateBytes = 32;

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Jwk = std::unique_ptr<cjose_jwk_t, Deleter<cjose_jwk_release>>;
using Jws = std::unique_ptr<cjose_jws_t, Deleter<cjose_jws_release>>;
using Header = std::unique_ptr<cjose_header_t, Deleter<cjose_header_release>>;

// A number of the key, as long as a coordinate; empty: the key has none.
std::string Number(const EVP_PKEY& key, const char* name) {
  BIGNUM* read = nullptr;
  if (EVP_PKEY_get_bn_param(&key, name, &read) != 1) {
    return "";
  }
  const std::unique_ptr<BIGNUM, Deleter<BN_clear_free>> number(read);
  std::string bytes(kCoordinateBytes, '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  return BN_bn2binpad(number.get(), out, kCoordinateBytes) == kCoordinateBytes ? bytes : "";
}

uint8_t* Bytes(std::string& text) { return reinterpret_cast<uint8_t*>(text.data()); }

// libcjose takes no PEM.
absl::StatusOr<Jwk> ReadKey(const std::string& pem) {
  const std::unique_ptr<BIO, Deleter<BIO_free>> source(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  // Without a password of ours OpenSSL would ask for one on the terminal.
  const auto none = [](char*, int, int, void*) { return 0; };
  const Key key(PEM_read_bio_PrivateKey(source.get(), nullptr, none, nullptr));
  char curve[32] = "";
  if (key == nullptr || EVP_PKEY_is_a(key.get(), "EC") != 1 ||
      EVP_PKEY_get_group_name(key.get(), curve, sizeof(curve), nullptr) != 1 ||
      std::string(curve) != "prime256v1") {
    return WrongUse("the key is no unencrypted private key on the curve P-256, in PEM");
  }
  std::string x = Number(*key, OSSL_PKEY_PARAM_EC_PUB_X);
  std::string y = Number(*key, OSSL_PKEY_PARAM_EC_PUB_Y);
  std::string d = Number(*key, OSSL_PKEY_PARAM_PRIV_KEY);
  cjose_jwk_ec_keyspec spec = {.crv = CJOSE_JWK_EC_P_256,
                               .d = Bytes(d),
                               .dlen = d.size(),
                               .x = Bytes(x),
                               .xlen = x.size(),
                               .y = Bytes(y),
                               .ylen = y.size()};
  cjose_err error = {};
  Jwk jwk(cjose_jwk_create_EC_spec(&spec, &error));
  OPENSSL_cleanse(d.data(), d.size());
  if (jwk == nullptr) {
    return WrongUse(absl::StrCat("the key cannot be used: ", error.message));
  }
  return jwk;
}

}  // namespace

absl::StatusOr<std::string> SignAssertion(const std::string& pem, const std::string& client_id,
                                          const std::string& audience, absl::Time now,
                                          platform::core::Random& random) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Jwk key, ReadKey(pem));
  const std::string claims = nlohmann::json{
      {"iss", client_id},
      {"sub", client_id},
      {"aud", audience},
      {"jti", platform::core::NewUuid(now, random).ToString()},
      {"iat", absl::ToUnixSeconds(now)},
      {"exp", absl::ToUnixSeconds(
                  now + kLife)}}.dump();
  cjose_err error = {};
  const Header header(cjose_header_new(&error));
  const char* text = nullptr;
  Jws jws;
  if (header != nullptr &&
      cjose_header_set(header.get(), CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, &error)) {
    jws.reset(cjose_jws_sign(key.get(), header.get(),
                             reinterpret_cast<const uint8_t*>(claims.data()), claims.size(),
                             &error));
  }
  if (jws == nullptr || !cjose_jws_export(jws.get(), &text, &error)) {
    return WrongUse(absl::StrCat("the key cannot be used: ", error.message));
  }
  return std::string(text);
}

}  // namespace buurtbrug::client
