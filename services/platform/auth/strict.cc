#include "platform/auth/strict.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace buurtbrug::platform::auth {
namespace {

using nlohmann::json;

constexpr int kMostLevels = 8;
constexpr size_t kMostName = 255;

}  // namespace

std::optional<std::string> DecodeBase64Url(absl::string_view text) {
  std::string bytes;
  // Abseil also takes padding, white space and spare bits; writing it again shows them.
  if (!absl::WebSafeBase64Unescape(text, &bytes) || absl::WebSafeBase64Escape(bytes) != text) {
    return std::nullopt;
  }
  return bytes;
}

std::optional<json> ParseObject(absl::string_view text) {
  // The library takes NUL for the end of the text and passes over what follows.
  if (text.empty() || text.front() != '{' || text.find('\0') != absl::string_view::npos) {
    return std::nullopt;
  }
  bool refused = false;
  // Names seen so far in the object that is open at each depth.
  std::vector<std::set<std::string>> seen;
  const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
    const size_t level = static_cast<size_t>(depth);
    if (event == json::parse_event_t::object_start || event == json::parse_event_t::array_start) {
      refused = refused || depth >= kMostLevels;
      seen.resize(std::max(seen.size(), level + 2));
      seen[level + 1].clear();
    } else if (event == json::parse_event_t::key) {
      refused = refused || !seen[level].insert(parsed.get<std::string>()).second;
    }
    return true;
  };
  json object = json::parse(text.begin(), text.end(), watch, /*allow_exceptions=*/false);
  if (refused || !object.is_object()) {
    return std::nullopt;
  }
  return object;
}

std::optional<std::string> TextMember(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) {
    return std::nullopt;
  }
  return member->get<std::string>();
}

bool IsName(absl::string_view text) {
  return !text.empty() && text.size() <= kMostName &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isgraph(static_cast<unsigned char>(c)); });
}

}  // namespace buurtbrug::platform::auth
