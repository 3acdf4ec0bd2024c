#include "platform/crypto/seal.h"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>

#include "platform/core/status.h"

namespace buurtbrug::platform::crypto {
namespace {

static_assert(DataKey::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
constexpr char kVersion = 1;
constexpr size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

// Before the first use of the library.
void Prepare() {
  static const bool prepared = [] {
    if (sodium_init() < 0) {
      std::abort();
    }
    return true;
  }();
  static_cast<void>(prepared);
}

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

absl::Status Broken() {
  return core::Error(
      absl::StatusCode::kDataLoss, "SEAL_BROKEN",
      "a sealed value does not open: it was changed, stands in another place, or was "
      "sealed with another key");
}

}  // namespace

DataKey DataKey::New() {
  Prepare();
  DataKey key;
  randombytes_buf(key.bytes_.data(), key.bytes_.size());
  return key;
}

absl::StatusOr<DataKey> DataKey::FromBytes(absl::string_view bytes) {
  if (bytes.size() != kBytes) {
    return core::Error(absl::StatusCode::kInvalidArgument, "INVALID_KEY", "a key has 32 bytes");
  }
  DataKey key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

DataKey::~DataKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

absl::string_view DataKey::bytes() const {
  return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

std::string Bind(std::initializer_list<absl::string_view> parts) {
  std::string bound;
  for (const absl::string_view part : parts) {
    // The length goes before each part: ("ab", "c") is not ("a", "bc").
    const auto size = static_cast<uint32_t>(part.size());
    for (const int shift : {24, 16, 8, 0}) {
      bound.push_back(static_cast<char>(static_cast<uint8_t>(size >> shift)));
    }
    bound.append(part.data(), part.size());
  }
  return bound;
}

std::string Seal(const DataKey& key, absl::string_view additional, absl::string_view plain) {
  Prepare();
  std::string sealed(1 + kNonce + plain.size() + kTag, '\0');
  sealed[0] = kVersion;
  unsigned char* const nonce = Bytes(sealed) + 1;
  randombytes_buf(nonce, kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonce, nullptr, Bytes(plain), plain.size(),
                                             Bytes(additional), additional.size(), nullptr, nonce,
                                             Bytes(key.bytes()));
  return sealed;
}

absl::StatusOr<std::string> Open(const DataKey& key, absl::string_view additional,
                                 absl::string_view sealed) {
  Prepare();
  if (sealed.size() < 1 + kNonce + kTag || sealed[0] != kVersion) {
    return Broken();
  }
  const absl::string_view nonce = sealed.substr(1, kNonce);
  const absl::string_view body = sealed.substr(1 + kNonce);
  std::string plain(body.size() - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(Bytes(plain), nullptr, nullptr, Bytes(body),
                                                 body.size(), Bytes(additional), additional.size(),
                                                 Bytes(nonce), Bytes(key.bytes())) != 0) {
    return Broken();
  }
  return plain;
}

std::string Digest(const DataKey& key, absl::string_view text) {
  Prepare();
  std::string digest(crypto_generichash_BYTES, '\0');
  crypto_generichash(Bytes(digest), digest.size(), Bytes(text), text.size(), Bytes(key.bytes()),
                     key.bytes().size());
  return digest;
}

}  // namespace buurtbrug::platform::crypto
