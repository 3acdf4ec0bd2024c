#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/domain/family.h"
#include "registration/store/vault.h"

// Families on their way from one contract to the one that follows it. Every function works within
// the given transaction, under the scope of its `tenant`.
namespace buurtbrug::registration::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Those of `families` that are the tenant's, in the order of their ids.
std::vector<domain::FamilyId> FamiliesHere(ScopedTransaction& transaction,
                                           const TenantScope& tenant,
                                           const std::vector<domain::FamilyId>& families);

// As FamiliesHere; no step is added to them until the end of the transaction.
std::vector<domain::FamilyId> HoldFamilies(ScopedTransaction& transaction,
                                           const TenantScope& tenant,
                                           const std::vector<domain::FamilyId>& families);

// All rows of families but their keys, each as JSON with every column of its table, under another
// contract: a JSON array for each of FamilyTables() that is carried over, in their order. What is
// personal in them is sealed.
using FamilyRows = std::vector<std::string>;
FamilyRows TakeFamilies(ScopedTransaction& transaction, const TenantScope& tenant,
                        const std::vector<domain::FamilyId>& families,
                        const platform::core::ContractId& to);

// Stores rows, and the families' keys in `vault`, under the contract that they were taken for,
// which is `tenant`'s. A family that is there already stays as it is. Fails as Vault::Adopt.
absl::Status PutFamilies(ScopedTransaction& transaction, const TenantScope& tenant, Vault& vault,
                         const FamilyRows& rows, const std::map<domain::FamilyId, FamilyKey>& keys);

// What the other services are told of each of `families`, one fact a family.
std::vector<platform::feed::Fact> FamiliesCarriedOver(ScopedTransaction& transaction,
                                                      const TenantScope& tenant,
                                                      const std::vector<domain::FamilyId>& families,
                                                      const platform::core::ContractId& from,
                                                      absl::CivilDay occurred_on, absl::Time now,
                                                      platform::core::Random& random);

}  // namespace buurtbrug::registration::store
