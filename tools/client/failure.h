#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// What the client ends with when something did not work.
namespace buurtbrug::client {

// Exit codes.
inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;
inline constexpr int kUsedWrongly = 2;
inline constexpr int kUnreachable = 3;

// The command or a file that it names is wrong; no service was asked. The message says what to do.
absl::Status WrongUse(absl::string_view message);

// `status`, with the place where it arose ("FILE:12: record 0011").
absl::Status At(absl::string_view place, absl::Status status);

// A service, or one that it needs, gave no answer, as opposed to a refusal.
bool IsUnreachable(const absl::Status& status);

int ExitCodeOf(const absl::Status& status);

// For standard error: "PLACE: CODE REASON: message", metadata a line each, and what to do.
std::string Explain(const absl::Status& status);

}  // namespace buurtbrug::client
