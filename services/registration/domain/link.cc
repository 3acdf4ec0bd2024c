#include "registration/domain/link.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {
namespace {

constexpr size_t kMunicipalityBytes = 4;
constexpr size_t kIdBytes = 16;
constexpr size_t kSecretBytes = 32;
constexpr size_t kBytes = kMunicipalityBytes + 2 * kIdBytes + kSecretBytes;

std::string BytesOf(const platform::core::Uuid& id) {
  return {id.bytes().begin(), id.bytes().end()};
}

platform::core::Uuid UuidOf(absl::string_view bytes) {
  std::array<uint8_t, kIdBytes> id{};
  std::copy(bytes.begin(), bytes.end(), id.begin());
  return platform::core::Uuid(id);
}

}  // namespace

std::string FormatLink(const Link& link) {
  return absl::WebSafeBase64Escape(absl::StrCat(link.tenant.municipality,
                                                BytesOf(link.tenant.contract.value()),
                                                BytesOf(link.id.value()), link.secret));
}

absl::StatusOr<Link> ParseLink(absl::string_view text) {
  std::string bytes;
  // The decoder takes padding and white space, which a link has not.
  if (text.size() != (kBytes * 8 + 5) / 6 || !absl::WebSafeBase64Unescape(text, &bytes) ||
      bytes.size() != kBytes || absl::WebSafeBase64Escape(bytes) != text) {
    return LinkNotFound();
  }
  const absl::string_view all = bytes;
  Link link;
  const auto municipality =
      platform::core::ParseMunicipality("link", all.substr(0, kMunicipalityBytes));
  if (!municipality.ok()) {
    return LinkNotFound();
  }
  link.tenant.municipality = *municipality;
  link.tenant.contract =
      platform::core::ContractId(UuidOf(all.substr(kMunicipalityBytes, kIdBytes)));
  link.id = LinkId(UuidOf(all.substr(kMunicipalityBytes + kIdBytes, kIdBytes)));
  link.secret = std::string(all.substr(kMunicipalityBytes + 2 * kIdBytes));
  return link;
}

absl::Status LinkNotFound() {
  return platform::core::Error(absl::StatusCode::kNotFound, "LINK_NOT_FOUND",
                               "this link does not work; ask the coordinator for a new one");
}

bool SameSecret(absl::string_view a, absl::string_view b) {
  if (a.size() != kSecretBytes || b.size() != kSecretBytes) {
    return false;
  }
  uint8_t difference = 0;
  for (size_t i = 0; i < kSecretBytes; ++i) {
    difference |= static_cast<uint8_t>(a[i] ^ b[i]);
  }
  return difference == 0;
}

}  // namespace buurtbrug::registration::domain
