#pragma once

#include <functional>

#include "absl/status/status.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"
#include "registration/store/vault.h"

namespace buurtbrug::registration::app {

// What every use case of registration works with.
struct Means {
  platform::postgres::Database& database;
  platform::tenant::Gate& gate;
  platform::core::Random& random;
  store::Vault& vault;
  // Told after a commit that left families to the round of readiness.
  std::function<void()> on_stale_readiness = [] {};
  // Brings what is known of matches and of who guides them up to date (matching's feed).
  std::function<absl::Status()> learn_matches = [] { return absl::OkStatus(); };
};

}  // namespace buurtbrug::registration::app
