#include "registration/app/marks.h"

#include "platform/core/status.h"
#include "registration/domain/duplicates.h"
#include "registration/store/duplicate_store.h"
#include "registration/store/household_store.h"

namespace buurtbrug::registration::app {

absl::Status RenewMarks(platform::postgres::ScopedTransaction& transaction,
                        const platform::core::TenantScope& tenant, store::Vault& vault,
                        const domain::FamilyId& family) {
  BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key, vault.Find(transaction, tenant, family));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Household household,
                             store::ReadHousehold(transaction, tenant, family, key));
  return store::ReplaceDuplicateKeys(transaction, tenant, vault, family,
                                     domain::MarksOf(household));
}

}  // namespace buurtbrug::registration::app
