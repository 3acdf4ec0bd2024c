#include "tools/client/deterministic_id.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace buurtbrug::client {
namespace {

using platform::core::Uuid;

// The namespace for domain names, RFC 9562 section 6.6.
constexpr std::array<uint8_t, 16> kDomainNames = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                                                  0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

}  // namespace

Uuid UuidV5(const Uuid& space, absl::string_view name) {
  std::string input(space.bytes().begin(), space.bytes().end());
  input.append(name.data(), name.size());
  std::array<uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(input.data(), input.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) {
    std::abort();
  }
  std::array<uint8_t, 16> bytes{};
  std::copy_n(digest.begin(), bytes.size(), bytes.begin());
  bytes[6] = static_cast<uint8_t>((bytes[6] & 0x0Fu) | 0x50u);
  bytes[8] = static_cast<uint8_t>((bytes[8] & 0x3Fu) | 0x80u);
  return Uuid(bytes);
}

Uuid DeterministicUuid(absl::string_view name) {
  static const Uuid space = UuidV5(Uuid(kDomainNames), "buurtbrug.internal");
  return UuidV5(space, name);
}

}  // namespace buurtbrug::client
