#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "reporting/domain/published.h"

// Published tables. Every function works within the given transaction.
namespace buurtbrug::reporting::store {

struct StoredTable {
  platform::core::Uuid id;
  domain::PublishedTable table;
};

// Who recorded it, and when.
struct Recorded {
  absl::Time at;
  std::string by;
};

void InsertPublished(platform::postgres::ScopedTransaction& transaction,
                     const platform::core::TenantScope& tenant, const std::string& period,
                     const StoredTable& stored, const Recorded& recorded);

// In the order of import, exactly as they were imported.
std::vector<StoredTable> ListPublished(platform::postgres::ScopedTransaction& transaction,
                                       const platform::core::TenantScope& tenant,
                                       const std::string& period);

}  // namespace buurtbrug::reporting::store
