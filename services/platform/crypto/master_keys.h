#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/crypto/seal.h"

namespace buurtbrug::platform::crypto {

// The keys that wrap all others, given from outside the database. The highest number is the current
// one, which wraps; all of them open. At least one.
class MasterKeys {
 public:
  // One `number base64key` a line; empty lines and lines that start with # do not count. `field` is
  // the key of the configuration, and stands in the errors.
  //   INVALID_ARGUMENT INVALID_MASTER_KEYS  no key, not this form, a number twice; says the line,
  //                                         never what stands there
  static absl::StatusOr<MasterKeys> Parse(absl::string_view field, absl::string_view text);

  // As Parse, from a file. FAILED_PRECONDITION FILE_UNREADABLE; FILE_TOO_OPEN: others than its
  // owner and group may read or write it.
  static absl::StatusOr<MasterKeys> Load(absl::string_view field, const std::string& path);

  // These and those of `read`, which was read from their file again. INVALID_ARGUMENT
  // INVALID_MASTER_KEYS: a number stands there with another key.
  absl::StatusOr<MasterKeys> Joined(const MasterKeys& read) const;

  int current() const { return keys_.rbegin()->first; }

  // A key for digests that no key is wrapped by, made from the lowest number: another one for each
  // `use`, and the same one until that number is taken out.
  DataKey DigestKey(absl::string_view use) const;

  // FAILED_PRECONDITION MASTER_KEY_UNKNOWN: there is no such number in the file.
  absl::StatusOr<DataKey> Find(int number) const;

 private:
  std::map<int, DataKey> keys_;
};

}  // namespace buurtbrug::platform::crypto
