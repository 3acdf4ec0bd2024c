#include "platform/telemetry/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace buurtbrug::platform::telemetry {
namespace {

std::string& ServiceName() {
  static auto& name = *new std::string("none");
  return name;
}

void AppendJsonString(std::string* out, absl::string_view text) {
  out->push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out->push_back('\\');
      out->push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(out, "\\u%04x", static_cast<int>(c));
    } else {
      out->push_back(c);
    }
  }
  out->push_back('"');
}

spdlog::level::level_enum SpdlogLevel(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

absl::string_view LevelName(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warn";
    case Level::kError:
      return "error";
  }
  return "error";
}

}  // namespace

void StartLog(const std::string& service, const std::string& level) {
  ServiceName() = service;
  auto logger =
      std::make_shared<spdlog::logger>(service, std::make_shared<spdlog::sinks::stdout_sink_mt>());
  logger->set_pattern(R"({"ts":"%Y-%m-%dT%H:%M:%S.%fZ",%v})", spdlog::pattern_time_type::utc);
  logger->set_level(spdlog::level::from_str(level));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

std::string LogLine(Level level, absl::string_view service, absl::string_view message,
                    std::initializer_list<std::pair<absl::string_view, absl::string_view>> fields) {
  std::string line = absl::StrCat("\"level\":\"", LevelName(level), "\",\"service\":");
  AppendJsonString(&line, service);
  absl::StrAppend(&line, ",\"msg\":");
  AppendJsonString(&line, message);
  for (const auto& [key, value] : fields) {
    if (!value.empty()) {
      line.push_back(',');
      AppendJsonString(&line, key);
      line.push_back(':');
      AppendJsonString(&line, value);
    }
  }
  return line;
}

void Log(Level level, absl::string_view message,
         std::initializer_list<std::pair<absl::string_view, absl::string_view>> fields) {
  if (spdlog::default_logger_raw()->should_log(SpdlogLevel(level))) {
    spdlog::default_logger_raw()->log(SpdlogLevel(level), "{}",
                                      LogLine(level, ServiceName(), message, fields));
  }
}

}  // namespace buurtbrug::platform::telemetry
