#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching/domain/asked.h"
#include "matching/domain/match_life.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"

// What a family is asked by its personal link. Every function works within the given transaction.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// NOT_FOUND MATCH_NOT_FOUND unless the family is that side of the match.
absl::Status CheckFamilyOf(ScopedTransaction& transaction, const TenantScope& tenant,
                           const domain::MatchId& match, const domain::LinkedFamily& family);

// The matches of which it is asked something, the newest first, at most 100. INVALID_ARGUMENT
// INVALID_PROFILE when what was told of a family cannot be read.
absl::StatusOr<std::vector<domain::AskedMatch>> AskedMatches(ScopedTransaction& transaction,
                                                             const TenantScope& tenant,
                                                             const domain::LinkedFamily& family);

}  // namespace buurtbrug::matching::store
