#pragma once

#include "absl/status/status.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

namespace buurtbrug::platform::tenant {

// Applies one entry of tenancy's feed to the local copy of contracts, their protocols and periods.
// Of a thing that changes the highest version stays.
absl::Status ApplyTenancy(postgres::ScopedTransaction& transaction, const feed::Entry& entry);

}  // namespace buurtbrug::platform::tenant
