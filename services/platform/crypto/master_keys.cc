#include "platform/crypto/master_keys.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::crypto {
namespace {

using absl::StatusCode;

absl::Status Invalid(absl::string_view field, absl::string_view what) {
  return core::InvalidField(field, "INVALID_MASTER_KEYS", absl::StrCat(field, ": ", what));
}

}  // namespace

absl::StatusOr<MasterKeys> MasterKeys::Parse(absl::string_view field, absl::string_view text) {
  MasterKeys keys;
  int line = 0;
  for (const absl::string_view raw : absl::StrSplit(text, '\n')) {
    ++line;
    const absl::string_view entry = absl::StripAsciiWhitespace(raw);
    if (entry.empty() || entry[0] == '#') {
      continue;
    }
    const std::vector<std::string> parts = absl::StrSplit(entry, ' ', absl::SkipWhitespace());
    int number = 0;
    std::string bytes;
    if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &number) || number < 1 ||
        !absl::Base64Unescape(parts[1], &bytes) || bytes.size() != DataKey::kBytes) {
      return Invalid(
          field, absl::StrCat("line ", line, " must be a number from 1 and 32 bytes in base64"));
    }
    BUURTBRUG_ASSIGN_OR_RETURN(const DataKey key, DataKey::FromBytes(bytes));
    if (!keys.keys_.emplace(number, key).second) {
      return Invalid(field, absl::StrCat("line ", line, " has a number that came before"));
    }
  }
  if (keys.keys_.empty()) {
    return Invalid(field, "the file holds no key");
  }
  return keys;
}

absl::StatusOr<MasterKeys> MasterKeys::Load(absl::string_view field, const std::string& path) {
  std::ifstream file(path);
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!file || error) {
    return core::Error(StatusCode::kFailedPrecondition, "FILE_UNREADABLE",
                       absl::StrCat(field, ": cannot read ", path),
                       {{"field", std::string(field)}});
  }
  if ((status.permissions() & std::filesystem::perms::others_all) != std::filesystem::perms::none) {
    return core::Error(StatusCode::kFailedPrecondition, "FILE_TOO_OPEN",
                       absl::StrCat(field, ": others may use ", path, "; chmod it to 0600"),
                       {{"field", std::string(field)}});
  }
  std::stringstream text;
  text << file.rdbuf();
  return Parse(field, text.str());
}

absl::StatusOr<MasterKeys> MasterKeys::Joined(const MasterKeys& read) const {
  MasterKeys joined = *this;
  for (const auto& [number, key] : read.keys_) {
    if (joined.keys_.emplace(number, key).first->second.bytes() != key.bytes()) {
      return core::Error(StatusCode::kInvalidArgument, "INVALID_MASTER_KEYS",
                         absl::StrCat("number ", number, " was another key before"));
    }
  }
  return joined;
}

DataKey MasterKeys::DigestKey(absl::string_view use) const {
  // A digest has the length of a key.
  return *DataKey::FromBytes(Digest(keys_.begin()->second, Bind({"digest key", use})));
}

absl::StatusOr<DataKey> MasterKeys::Find(int number) const {
  const auto found = keys_.find(number);
  if (found == keys_.end()) {
    return core::Error(StatusCode::kFailedPrecondition, "MASTER_KEY_UNKNOWN",
                       absl::StrCat("the file of the master keys has no number ", number));
  }
  return found->second;
}

}  // namespace buurtbrug::platform::crypto
