#pragma once

#include <pqxx/result>

#include "matching/domain/match.h"

namespace buurtbrug::matching::store {

// A match out of a row with the columns of `matches` that the rules need.
domain::MatchHead HeadOf(const pqxx::row& row);

}  // namespace buurtbrug::matching::store
