#include "platform/core/uuid.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::core {
namespace {

class MachineRandom final : public Random {
 public:
  void Fill(uint8_t* bytes, size_t size) override {
    while (size > 0) {
      const ssize_t got = getrandom(bytes, size, 0);
      if (got < 0 && errno != EINTR) {
        std::abort();
      }
      if (got > 0) {
        bytes += got;
        size -= static_cast<size_t>(got);
      }
    }
  }
};

}  // namespace

absl::StatusOr<Uuid> Uuid::Parse(absl::string_view field, absl::string_view text) {
  std::string digits;
  bool shaped = text.size() == 36;
  for (size_t i = 0; shaped && i < text.size(); ++i) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      shaped = text[i] == '-';
    } else {
      shaped = absl::ascii_isxdigit(static_cast<unsigned char>(text[i]));
      digits.push_back(text[i]);
    }
  }
  if (!shaped) {
    return InvalidField(field, "INVALID_ID",
                        absl::StrCat(field, " must be a UUID of 36 characters"));
  }
  const std::string raw = absl::HexStringToBytes(digits);
  std::array<uint8_t, 16> bytes{};
  for (size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<uint8_t>(raw[i]);
  }
  return Uuid(bytes);
}

std::string Uuid::ToString() const {
  const std::string hex = absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(bytes_.data()), bytes_.size()));
  const absl::string_view view(hex);
  return absl::StrCat(view.substr(0, 8), "-", view.substr(8, 4), "-", view.substr(12, 4), "-",
                      view.substr(16, 4), "-", view.substr(20));
}

Random& SystemRandom() {
  static MachineRandom random;
  return random;
}

Uuid NewUuid(absl::Time now, Random& random) {
  std::array<uint8_t, 16> bytes{};
  random.Fill(bytes.data() + 6, 10);
  const auto milliseconds = static_cast<uint64_t>(absl::ToUnixMillis(now));
  for (size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<uint8_t>(milliseconds >> (8 * (5 - i)));
  }
  bytes[6] = static_cast<uint8_t>((bytes[6] & 0x0Fu) | 0x70u);
  bytes[8] = static_cast<uint8_t>((bytes[8] & 0x3Fu) | 0x80u);
  return Uuid(bytes);
}

}  // namespace buurtbrug::platform::core
