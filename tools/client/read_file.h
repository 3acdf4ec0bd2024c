#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace buurtbrug::client {

// All of a file. WrongUse, with the system's reason, when it cannot be read.
absl::StatusOr<std::string> ReadFile(const std::string& path);

}  // namespace buurtbrug::client
