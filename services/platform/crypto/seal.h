#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Sealing: XChaCha20-Poly1305-IETF of libsodium. What is sealed can be read and changed by nobody
// without the key, and opens only in the place that it was sealed for.
namespace buurtbrug::platform::crypto {

// 32 secret bytes; every copy is wiped when it goes.
class DataKey {
 public:
  static constexpr size_t kBytes = 32;

  // A new one, by chance.
  static DataKey New();
  // INVALID_ARGUMENT INVALID_KEY: not 32 bytes.
  static absl::StatusOr<DataKey> FromBytes(absl::string_view bytes);

  DataKey(const DataKey&) = default;
  DataKey& operator=(const DataKey&) = default;
  ~DataKey();

  absl::string_view bytes() const;

 private:
  DataKey() = default;

  std::array<uint8_t, kBytes> bytes_{};
};

// One text of several, so that no two lists make the same one: what a sealed value is bound to.
std::string Bind(std::initializer_list<absl::string_view> parts);

// One byte for the version, 24 for the nonce, the ciphertext, 16 for the tag. Sealing the same
// again gives something else.
std::string Seal(const DataKey& key, absl::string_view additional, absl::string_view plain);

// DATA_LOSS SEAL_BROKEN: another key, other additional data, or not as it was sealed.
absl::StatusOr<std::string> Open(const DataKey& key, absl::string_view additional,
                                 absl::string_view sealed);

// 32 bytes that are the same for the same text and key, and say nothing about it without the key.
std::string Digest(const DataKey& key, absl::string_view text);

}  // namespace buurtbrug::platform::crypto
