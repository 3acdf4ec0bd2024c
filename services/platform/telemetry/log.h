#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace buurtbrug::platform::telemetry {

enum class Level { kDebug, kInfo, kWarning, kError };

// Logs go to standard output, one JSON object a line: ts, level, service, msg, and the fields.
// Thread-safe. Never log personal data: fields hold ids, codes and figures.

// Once, at the start. `level` is debug, info, warn or error.
void StartLog(const std::string& service, const std::string& level);

// Fields with an empty value are left out.
void Log(Level level, absl::string_view message,
         std::initializer_list<std::pair<absl::string_view, absl::string_view>> fields = {});

// One line as Log writes it, without the time: for tests.
std::string LogLine(Level level, absl::string_view service, absl::string_view message,
                    std::initializer_list<std::pair<absl::string_view, absl::string_view>> fields);

}  // namespace buurtbrug::platform::telemetry
