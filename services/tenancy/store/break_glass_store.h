#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tenancy/domain/break_glass.h"
#include "tenancy/store/recorded.h"

namespace buurtbrug::tenancy::store {

void InsertBreakGlass(ScopedTransaction& transaction, const TenantScope& tenant,
                      const domain::BreakGlass& glass);

// Holds it until the end of the transaction. NOT_FOUND BREAK_GLASS_NOT_FOUND.
absl::StatusOr<domain::BreakGlass> LockBreakGlass(ScopedTransaction& transaction,
                                                  const TenantScope& tenant,
                                                  const domain::BreakGlassId& id);

// Sets when it ended; `glass.version` is the new one. ABORTED ETAG_MISMATCH.
absl::Status EndBreakGlass(ScopedTransaction& transaction, const TenantScope& tenant,
                           const domain::BreakGlass& glass);

// All there ever were, newest first.
std::vector<domain::BreakGlass> ListBreakGlasses(ScopedTransaction& transaction,
                                                 const TenantScope& tenant);

}  // namespace buurtbrug::tenancy::store
