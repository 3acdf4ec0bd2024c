#pragma once

#include <pqxx/result>

#include "matching/domain/pooled.h"

namespace buurtbrug::matching::store {

// Out of a row with the columns of `pooled_profiles`.
domain::PoolOrigin OriginOf(const pqxx::row& row);

}  // namespace buurtbrug::matching::store
