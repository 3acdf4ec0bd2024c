#pragma once

#include "absl/status/statusor.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "registration/store/vault.h"

// Families that were written before there was sealing.
namespace buurtbrug::registration::store {

// Seals the people and postcodes of at most `most` families of the contract, which get a key, and
// empties the columns in plain. Answers how many. Fails as Vault::Create.
absl::StatusOr<int> SealPlainFamilies(ScopedTransaction& transaction, const TenantScope& tenant,
                                      Vault& vault, int most);

}  // namespace buurtbrug::registration::store
