#include "tools/client/token_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "tools/client/failure.h"
#include "tools/client/read_file.h"

namespace buurtbrug::client {
namespace {

absl::Status NotWritten(const std::string& path) {
  return WrongUse(absl::StrCat("cannot write ", path, ": ", std::strerror(errno)));
}

bool WriteAll(int file, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      return false;
    }
    text.remove_prefix(written < 0 ? 0 : static_cast<size_t>(written));
  }
  return true;
}

}  // namespace

absl::Status CheckIdentity(absl::string_view name) {
  const bool fits = !name.empty() && name.size() <= 64 && absl::ascii_isalnum(name.front()) &&
                    std::all_of(name.begin(), name.end(), [](char c) {
                      return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.';
                    });
  if (fits) {
    return absl::OkStatus();
  }
  return WrongUse("--as is a name of letters, digits, '-', '_' and '.', like coordinator-0610");
}

std::optional<Token> TokenStore::Find(const std::string& name) const {
  const auto content = ReadFile(PathOf(name));
  if (!content.ok()) {
    return std::nullopt;
  }
  const auto json = nlohmann::json::parse(*content, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("access_token") || !json["access_token"].is_string() ||
      !json.contains("expires_at") || !json["expires_at"].is_string()) {
    return std::nullopt;
  }
  Token token{.access_token = json["access_token"].get<std::string>()};
  if (!absl::ParseTime(absl::RFC3339_full, json["expires_at"].get<std::string>(), &token.expires_at,
                       nullptr)) {
    return std::nullopt;
  }
  return token;
}

absl::Status TokenStore::Keep(const std::string& name, const Token& token) const {
  const nlohmann::json json = {
      {"access_token", token.access_token},
      {"expires_at",
       absl::FormatTime("%Y-%m-%d%ET%H:%M:%SZ", token.expires_at, absl::UTCTimeZone())}};
  if (mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) {
    return NotWritten(folder_);
  }
  // Others see the old token or the new one, never a part of it. mkstemp gives mode 0600.
  std::string path = absl::StrCat(folder_, "/.new-XXXXXX");
  const int file = mkstemp(path.data());
  if (file < 0) {
    return NotWritten(folder_);
  }
  bool written = WriteAll(file, json.dump() + "\n");
  written = close(file) == 0 && written;
  if (!written || std::rename(path.c_str(), PathOf(name).c_str()) != 0) {
    absl::Status status = NotWritten(PathOf(name));
    unlink(path.c_str());
    return status;
  }
  return absl::OkStatus();
}

absl::Status TokenStore::Forget(const std::string& name) const {
  if (unlink(PathOf(name).c_str()) != 0 && errno != ENOENT) {
    return WrongUse(absl::StrCat("cannot delete ", PathOf(name), ": ", std::strerror(errno)));
  }
  return absl::OkStatus();
}

std::vector<std::string> TokenStore::Names() const {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, none)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".json" && CheckIdentity(name).ok()) {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace buurtbrug::client
