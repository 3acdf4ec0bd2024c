#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "matching/domain/weights.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"

// The weights of a contract. Every function works within the given transaction.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Those in force: the newest version, or the default, version 0.
domain::WeightVersion LatestWeights(ScopedTransaction& transaction, const TenantScope& tenant);

// Nothing: there is no such version. Version 0 has no row and is always there.
std::optional<domain::WeightVersion> ReadWeights(ScopedTransaction& transaction,
                                                 const TenantScope& tenant, std::int64_t version);

// Newest first, below `below`; the default is not among them.
std::vector<domain::WeightVersion> ListWeights(ScopedTransaction& transaction,
                                               const TenantScope& tenant, std::int64_t below,
                                               int size);

// The next version after all others; of two at the same time one fails (ALREADY_EXISTS DUPLICATE).
void AppendWeights(ScopedTransaction& transaction, const TenantScope& tenant,
                   const domain::WeightVersion& weights);

}  // namespace buurtbrug::matching::store
