#pragma once

#include <pqxx/result>

#include "absl/status/statusor.h"
#include "matching/domain/readiness.h"

namespace buurtbrug::matching::store {

// Out of a row with the columns of `readiness`.
absl::StatusOr<domain::ToldReadiness> ToldReadinessOf(const pqxx::row& row);

}  // namespace buurtbrug::matching::store
