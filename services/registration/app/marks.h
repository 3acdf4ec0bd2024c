#pragma once

#include "absl/status/status.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "registration/domain/family.h"
#include "registration/store/vault.h"

namespace buurtbrug::registration::app {

// Makes the keys by which duplicates of a family are found anew, from all that is known of it now:
// its people, where it lives, and how it is reached. Within a transaction that holds the family.
// NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED; DATA_LOSS SEAL_BROKEN.
absl::Status RenewMarks(platform::postgres::ScopedTransaction& transaction,
                        const platform::core::TenantScope& tenant, store::Vault& vault,
                        const domain::FamilyId& family);

}  // namespace buurtbrug::registration::app
