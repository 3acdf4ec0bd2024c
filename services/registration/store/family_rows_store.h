#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "absl/status/statusor.h"
#include "registration/store/family_tables.h"
#include "registration/store/vault.h"

namespace buurtbrug::registration::store {

// One row of one family: its columns but the sealed one, and what was sealed. Personal data.
struct FamilyRow {
  nlohmann::json plain = nlohmann::json::object();
  nlohmann::json opened = nlohmann::json::object();
};

// The rows of the key's family in one table, in the order of their keys, within the given
// transaction. Fails as FamilyKey::Open.
absl::StatusOr<std::vector<FamilyRow>> ReadRows(ScopedTransaction& transaction,
                                                const TenantScope& tenant, const FamilyTable& table,
                                                const FamilyKey& key);

}  // namespace buurtbrug::registration::store
