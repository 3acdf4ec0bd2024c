#include "platform/service/settings.h"

#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::service {
namespace {

using core::ConfigKey;

constexpr char kMasterKeys[] = "sealing.master_keys";

bool SealsPersonalData(const std::string& service) { return service == "registration"; }

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

std::vector<ConfigKey> KeysOf(const std::string& service, const std::vector<std::string>& peers) {
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
      Required("identity.issuer", "issuer of the access tokens, exactly as in their claim iss"),
      Text("identity.audience", "buurtbrug", "one of the audiences of every token"),
      Text("identity.token_type", "at+jwt", "type in the header of every token"),
      Text("identity.clients", "buurtbrug-cli",
           "OAuth clients through which people come, separated by commas"),
      Required("identity.keys", "file or URL of the issuer's public keys (JWK set)"),
      Number("identity.refresh_seconds", 300, 5, 86400, "how often the keys are read again"),
      Number("access.lease_seconds", 5, 1, 5,
             "how old the knowledge of who may do what can be before calls are refused"),
      Text("log.level", "info", "debug, info, warn or error"),
  };
  if (service == "tenancy") {
    keys.push_back(Text("identity.first_operator", "",
                        "subject to appoint when there is no foundation operator at all"));
  }
  if (SealsPersonalData(service)) {
    keys.push_back(Required(kMasterKeys,
                            "file with the master keys, a number and 32 bytes in base64 "
                            "a line; see docs/operators.md"));
  }
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
  settings.token_rules.issuer = config.Text("identity.issuer");
  settings.token_rules.audience = config.Text("identity.audience");
  settings.token_rules.type = config.Text("identity.token_type");
  settings.keys.location = config.Text("identity.keys");
  settings.keys.refresh = absl::Seconds(config.Number("identity.refresh_seconds"));
  for (const absl::string_view client :
       absl::StrSplit(config.Text("identity.clients"), ',', absl::SkipWhitespace())) {
    settings.door.clients.insert(std::string(absl::StripAsciiWhitespace(client)));
  }
  settings.door.lease = absl::Seconds(config.Number("access.lease_seconds"));
  if (service == "tenancy") {
    settings.first_operator = config.Text("identity.first_operator");
  }
  if (SealsPersonalData(service)) {
    settings.reload_master_keys = [path = config.Text(kMasterKeys)] {
      return crypto::MasterKeys::Load(kMasterKeys, path);
    };
    BUURTBRUG_ASSIGN_OR_RETURN(settings.master_keys, settings.reload_master_keys());
    settings.server.receipt_key = settings.master_keys->DigestKey("receipts");
  }
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
