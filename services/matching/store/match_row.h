#pragma once

#include <pqxx/result>
#include <string>
#include <vector>

#include "matching/domain/match.h"

namespace buurtbrug::matching::store {

// A match out of a row with the columns of `matches` that the rules need.
domain::MatchHead HeadOf(const pqxx::row& row);

// Codes that stand beside each other with a comma between them.
std::vector<std::string> CodesOf(const pqxx::field& field);

}  // namespace buurtbrug::matching::store
