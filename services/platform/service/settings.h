#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/access/door.h"
#include "platform/auth/key_source.h"
#include "platform/auth/token.h"
#include "platform/core/config.h"
#include "platform/crypto/master_keys.h"
#include "platform/postgres/database.h"
#include "platform/rpc/server.h"

namespace buurtbrug::platform::service {

// What every service is told by its configuration file.
struct Settings {
  std::string name;  // "registration"
  rpc::ServerOptions server;
  std::string metrics_listen;
  absl::Duration drain = absl::Seconds(10);
  postgres::DatabaseOptions database;
  std::string redis_socket;
  auth::TokenRules token_rules;
  auth::KeyOptions keys;
  access::DoorOptions door;
  // Appointed when there is no foundation operator at all; tenancy only.
  std::string first_operator;
  // That wrap the keys of what is sealed; registration only.
  std::optional<crypto::MasterKeys> master_keys;
  // Reads their file again.
  std::function<absl::StatusOr<crypto::MasterKeys>()> reload_master_keys;
  absl::Duration feed_poll = absl::Milliseconds(500);
  std::string log_level;
  // Address of each peer, by its name.
  std::map<std::string, std::string> peers;
};

// The keys of a service that calls `peers` ("tenancy", ...).
std::vector<core::ConfigKey> KeysOf(const std::string& service,
                                    const std::vector<std::string>& peers);

// From a parsed configuration; reads certificate, key and password files.
// FAILED_PRECONDITION FILE_UNREADABLE, naming the key, and as crypto::MasterKeys::Load.
absl::StatusOr<Settings> ReadSettings(const std::string& service,
                                      const std::vector<std::string>& peers,
                                      const core::Config& config);

}  // namespace buurtbrug::platform::service
