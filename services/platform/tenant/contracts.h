#pragma once

#include "absl/status/status.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

namespace buurtbrug::platform::tenant {

// Applies one entry of tenancy's feed to the local copy of contracts, their protocols and periods.
// Of a thing that changes the highest version stays.
absl::Status ApplyTenancy(postgres::ScopedTransaction& transaction, const feed::Entry& entry);

// Before what changes for all writers of a contract: the rest of the transaction is alone with it.
// Waits for the writes that the gate has let in, and those that come later wait for it.
void TakeTurn(postgres::ScopedTransaction& transaction, const core::TenantScope& tenant);

}  // namespace buurtbrug::platform::tenant
