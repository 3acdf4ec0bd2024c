#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::platform::core {

// One key of a configuration file. A key without a default must be given.
struct ConfigKey {
  enum class Type { kText, kNumber };
  enum class Presence { kRequired, kDefaulted };

  std::string name;  // "server.threads"
  Type type = Type::kText;
  Presence presence = Presence::kRequired;
  std::string default_value;
  // Both ends included; numbers only.
  int64_t least = 0;
  int64_t most = 0;
  std::string help;
};

// A configuration that was checked against its keys: every key has a value of its type in its
// range.
class Config {
 public:
  // Reads TOML. In string values `${NAME}` and `${NAME:-default}` stand for environment variables.
  // INVALID_ARGUMENT, naming the key: UNKNOWN_KEY, MISSING_KEY, WRONG_TYPE, OUT_OF_RANGE,
  // MISSING_VARIABLE, INVALID_TOML.
  static absl::StatusOr<Config> Parse(absl::string_view toml, const std::vector<ConfigKey>& keys,
                                      const std::map<std::string, std::string>& environment);

  // As Parse, from a file and the process's environment. NOT_FOUND when there is no such file.
  static absl::StatusOr<Config> Load(const std::string& path, const std::vector<ConfigKey>& keys);

  // `name` must be one of the keys.
  const std::string& Text(absl::string_view name) const;
  int64_t Number(absl::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
  std::map<std::string, int64_t, std::less<>> numbers_;
};

// The keys with type, range, default and meaning, one a line, for --print-config.
std::string DescribeKeys(const std::vector<ConfigKey>& keys);

}  // namespace buurtbrug::platform::core
