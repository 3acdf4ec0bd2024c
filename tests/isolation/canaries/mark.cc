#include "tests/isolation/canaries/mark.h"

#include <cstdint>

#include "absl/strings/str_format.h"

namespace buurtbrug::isolation {
namespace {

constexpr absl::string_view kPrefix = "kanarie-";

// FNV-1a (Fowler, Noll, Vo), 32 bits: enough to tell a mark from a coincidence.
uint32_t Check(absl::string_view text) {
  uint32_t hash = 2166136261u;
  for (const char c : text) {
    hash = (hash ^ static_cast<uint8_t>(c)) * 16777619u;
  }
  return hash;
}

}  // namespace

std::string Mark(Field field, const std::string& municipality, int row) {
  const std::string body = absl::StrFormat(
      "kanarie-%c-%s-%d-", field == Field::kPersonal ? 'p' : 'o', municipality, row);
  return absl::StrFormat("%s%08x", body, Check(body));
}

std::vector<Sighting> FindMarks(absl::string_view bytes) {
  std::vector<Sighting> found;
  for (size_t at = bytes.find(kPrefix); at != absl::string_view::npos;
       at = bytes.find(kPrefix, at + 1)) {
    // Field and tenant have a fixed length; the row ends at a dash.
    const size_t row = at + kPrefix.size() + 7;
    const size_t dash = bytes.find('-', row);
    if (dash == absl::string_view::npos || dash - row > 9 || dash + 9 > bytes.size()) {
      continue;
    }
    const absl::string_view body = bytes.substr(at, dash + 1 - at);
    const absl::string_view check = bytes.substr(dash + 1, 8);
    if (check == absl::StrFormat("%08x", Check(body))) {
      found.push_back({bytes[at + kPrefix.size()] == 'p' ? Field::kPersonal : Field::kOther,
                       std::string(bytes.substr(at + kPrefix.size() + 2, 4)),
                       std::string(body) + std::string(check)});
    }
  }
  return found;
}

}  // namespace buurtbrug::isolation
