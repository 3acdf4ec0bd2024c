#include "registration/app/seal_plain.h"

#include <vector>

#include "platform/core/status.h"
#include "registration/store/family_store.h"
#include "registration/store/plain_store.h"

namespace buurtbrug::registration::app {

using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

absl::StatusOr<int> SealPlain(const Means& means, int batch) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::vector<TenantScope> tenants,
      means.database.Run(
          Scope::Feed(),
          [](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<TenantScope>> {
            return store::ContractsWithFamilies(transaction);
          }));
  int sealed = 0;
  for (const TenantScope& tenant : tenants) {
    int done = batch;
    while (done == batch) {
      BUURTBRUG_ASSIGN_OR_RETURN(
          done, means.database.Run(Scope::Tenant(tenant), [&](ScopedTransaction& transaction) {
            return store::SealPlainFamilies(transaction, tenant, means.vault, batch);
          }));
      sealed += done;
    }
  }
  return sealed;
}

}  // namespace buurtbrug::registration::app
