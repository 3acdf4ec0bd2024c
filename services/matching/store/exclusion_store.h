#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/domain/exclusion.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"

// Pairs that coordinators excluded. Every function works within the given transaction.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Both families have a profile. A second one in force of a pair fails the transaction:
// ALREADY_EXISTS DUPLICATE.
void InsertExclusion(ScopedTransaction& transaction, const TenantScope& tenant,
                     const domain::ExclusionId& id, const domain::ExcludedPair& pair,
                     const domain::ExclusionStep& step);

// Without steps; held until the end of the transaction. NOT_FOUND EXCLUSION_NOT_FOUND.
absl::StatusOr<domain::Exclusion> LockExclusion(ScopedTransaction& transaction,
                                                const TenantScope& tenant,
                                                const domain::ExclusionId& id);

void LiftExclusion(ScopedTransaction& transaction, const TenantScope& tenant,
                   const domain::ExclusionId& id, const domain::ExclusionStep& step);

// With their steps, in the order of their ids, which is that of being recorded.
std::vector<domain::Exclusion> ListExclusions(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const platform::core::Page& page);

// Renewal. Those in force and their steps, as JSON under the contract `to`.
struct TakenExclusions {
  std::string exclusions;
  std::string steps;
};
TakenExclusions TakeExclusions(ScopedTransaction& transaction, const TenantScope& tenant,
                               const platform::core::ContractId& to);
// Stores, under the scope of the contract that they were taken for, those whose two families have a
// profile there; a merged family as the one that it became. What came before, or was excluded
// there, stays as it is.
void PutExclusions(ScopedTransaction& transaction, const TenantScope& tenant,
                   const TakenExclusions& taken);

}  // namespace buurtbrug::matching::store
