#pragma once

#include <pqxx/result>

#include "absl/status/status.h"
#include "matching/domain/match.h"

namespace buurtbrug::matching::store {

// A match out of a row with the columns of `matches` that the rules need.
domain::MatchHead HeadOf(const pqxx::row& row);

// NOT_FOUND MATCH_NOT_FOUND.
absl::Status MatchNotFound();

}  // namespace buurtbrug::matching::store
