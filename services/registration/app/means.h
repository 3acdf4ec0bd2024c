#pragma once

#include <functional>

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
};

}  // namespace buurtbrug::registration::app
