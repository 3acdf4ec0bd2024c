#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"

namespace pqxx {
class result;
}  // namespace pqxx

namespace buurtbrug::tenancy::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// When something was recorded, and by whom.
struct Recorded {
  absl::Time at;
  std::string by;
};

// ABORTED ETAG_MISMATCH unless the statement changed one row: the version or the state that it
// names is not the row's any more.
absl::Status ChangedOne(const pqxx::result& result);

}  // namespace buurtbrug::tenancy::store
