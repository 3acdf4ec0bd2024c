#include "platform/service/settings.h"

#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::service {
namespace {

using core::ConfigKey;

ConfigKey Required(const std::string& name, const std::string& help) {
  return {name, ConfigKey::Type::kText, ConfigKey::Presence::kRequired, "", 0, 0, help};
}
ConfigKey Text(const std::string& name, const std::string& standard, const std::string& help) {
  return {name, ConfigKey::Type::kText, ConfigKey::Presence::kDefaulted, standard, 0, 0, help};
}
ConfigKey Number(const std::string& name, int64_t standard, int64_t least, int64_t most,
                 const std::string& help) {
  return {name,
          ConfigKey::Type::kNumber,
          ConfigKey::Presence::kDefaulted,
          std::to_string(standard),
          least,
          most,
          help};
}

absl::StatusOr<std::string> FileOf(const core::Config& config, const std::string& key) {
  std::ifstream file(config.Text(key));
  if (!file) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "FILE_UNREADABLE",
                       absl::StrCat(key, ": cannot read ", config.Text(key)), {{"field", key}});
  }
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

std::vector<ConfigKey> KeysOf(const std::vector<std::string>& peers) {
  std::vector<ConfigKey> keys = {
      Required("server.listen", "address of the gRPC server, host:port"),
      Text("server.metrics_listen", "", "address of /metrics, host:port; empty means none"),
      Number("server.threads", 8, 1, 256, "threads that run calls"),
      Number("server.queue", 256, 1, 65536, "calls that may wait for a thread"),
      Number("server.drain_seconds", 10, 1, 300, "how long running calls may take at the end"),
      Number("server.default_deadline_seconds", 30, 1, 300, "for calls without a deadline"),
      Required("tls.ca", "file with the authority's certificate, PEM"),
      Required("tls.certificate", "file with this service's certificate, PEM"),
      Required("tls.key", "file with this service's private key, PEM"),
      Required("postgres.host", "folder of the unix socket, or host name"),
      Number("postgres.port", 5432, 1, 65535, "port, or suffix of the unix socket"),
      Text("postgres.database", "buurtbrug", "name of the database"),
      Required("postgres.user", "login role of this service"),
      Required("postgres.password_file", "file with the role's password"),
      Number("postgres.connections", 8, 1, 128, "connections at the most"),
      Required("redis.socket", "unix socket of Redis"),
      Number("feed.poll_milliseconds", 500, 10, 60000, "how often feeds are read without a ring"),
      Text("log.level", "info", "debug, info, warn or error"),
  };
  for (const std::string& peer : peers) {
    keys.push_back(Required("peers." + peer, "address of the service " + peer + ", host:port"));
  }
  return keys;
}

absl::StatusOr<Settings> ReadSettings(const std::string& service,
                                      const std::vector<std::string>& peers,
                                      const core::Config& config) {
  Settings settings;
  settings.name = service;
  settings.server.listen = config.Text("server.listen");
  settings.server.threads = static_cast<int>(config.Number("server.threads"));
  settings.server.queue = static_cast<int>(config.Number("server.queue"));
  settings.server.default_deadline =
      absl::Seconds(config.Number("server.default_deadline_seconds"));
  BUURTBRUG_ASSIGN_OR_RETURN(settings.server.tls.authority, FileOf(config, "tls.ca"));
  BUURTBRUG_ASSIGN_OR_RETURN(settings.server.tls.certificate, FileOf(config, "tls.certificate"));
  BUURTBRUG_ASSIGN_OR_RETURN(settings.server.tls.key, FileOf(config, "tls.key"));
  settings.metrics_listen = config.Text("server.metrics_listen");
  settings.drain = absl::Seconds(config.Number("server.drain_seconds"));
  settings.database.host = config.Text("postgres.host");
  settings.database.port = static_cast<int>(config.Number("postgres.port"));
  settings.database.database = config.Text("postgres.database");
  settings.database.user = config.Text("postgres.user");
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string password, FileOf(config, "postgres.password_file"));
  settings.database.password = std::string(absl::StripAsciiWhitespace(password));
  settings.database.schema = service;
  settings.database.connections = static_cast<int>(config.Number("postgres.connections"));
  settings.redis_socket = config.Text("redis.socket");
  settings.feed_poll = absl::Milliseconds(config.Number("feed.poll_milliseconds"));
  settings.log_level = config.Text("log.level");
  if (settings.log_level != "debug" && settings.log_level != "info" &&
      settings.log_level != "warn" && settings.log_level != "error") {
    return core::InvalidField("log.level", "OUT_OF_RANGE",
                              "log.level must be debug, info, warn or error");
  }
  for (const std::string& peer : peers) {
    settings.peers[peer] = config.Text("peers." + peer);
  }
  return settings;
}

}  // namespace buurtbrug::platform::service
