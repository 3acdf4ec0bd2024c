#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/domain/pooled.h"
#include "matching/domain/readiness.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "platform/tenant/pools.h"

// Support families of one contract that are shown to another one under a pool agreement. What is of
// the offering contract is read under its scope, what is of the receiving one under that one's: no
// transaction sees both. Every function works within the given transaction.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;
using platform::tenant::PoolPair;

// A support family of the offering contract, as it is now.
struct OfferedFamily {
  domain::FamilyId family;
  // Else it is not to be shown, and the rest says nothing.
  bool offered = false;
  bool erased = false;
  int state = 0;
  int capacity = 0;
  std::optional<std::string> told;  // as profiles.told
  std::optional<absl::CivilDay> told_on;
  std::optional<domain::ToldReadiness> readiness;
  // Those that were merged into it.
  std::vector<domain::FamilyId> merged;
  // Places that matches take, and until which days proposals hold others.
  int taken = 0;
  std::string held;
};
struct Offer {
  std::vector<OfferedFamily> families;
  // Where to read on.
  std::uint64_t next = 0;
};

// Under the scope of the offering contract: the families that changed since transaction `from`. A
// family that does not agree to be shown is there with its id only, and not at all from 0 on.
absl::StatusOr<Offer> ReadOffer(ScopedTransaction& transaction, const PoolPair& pair,
                                std::uint64_t from);

// The contract that this one follows, under the scope of this one.
std::optional<platform::core::ContractId> FollowedBy(ScopedTransaction& transaction,
                                                     const TenantScope& tenant);

// All others under the scope of the receiving contract.

// From where the pair is to be read; 0 when it never was.
std::uint64_t PoolPositionOf(ScopedTransaction& transaction, const PoolPair& pair);
// The same, held until the end of the transaction.
std::uint64_t ClaimPoolPosition(ScopedTransaction& transaction, const PoolPair& pair);
void MovePoolPosition(ScopedTransaction& transaction, const PoolPair& pair, std::uint64_t next);

// The id under which the family is known here, or was in a contract that this one follows, directly
// or not.
absl::StatusOr<std::optional<domain::FamilyId>> PooledIdOf(ScopedTransaction& transaction,
                                                           const PoolPair& pair,
                                                           const domain::FamilyId& family);
// The same in `receiving` alone.
std::optional<domain::FamilyId> PooledIdIn(ScopedTransaction& transaction,
                                           const TenantScope& receiving,
                                           const std::string& offering_municipality,
                                           const domain::FamilyId& family);
// The contracts of which something is shown here.
std::vector<TenantScope> ShownOfferings(ScopedTransaction& transaction,
                                        const TenantScope& receiving);
// Writes an offered family under the id `here`; its readiness is the caller's to take in.
absl::Status PutPooled(ScopedTransaction& transaction, const PoolPair& pair,
                       const domain::FamilyId& here, const OfferedFamily& family);
// The copy `before` of a family that was merged, there, goes on as the copy `here`: `family` is its
// id there.
void MergePooled(ScopedTransaction& transaction, const PoolPair& pair,
                 const domain::FamilyId& before, const domain::FamilyId& family,
                 const domain::FamilyId& here);
// Empties the copy of one family, or of all that `offering` shows.
void EmptyPooled(ScopedTransaction& transaction, const TenantScope& receiving,
                 const TenantScope& offering, const std::optional<domain::FamilyId>& family,
                 bool erased);
// Empties all that `offering` shows; what it shows later begins at zero.
void EndPool(ScopedTransaction& transaction, const TenantScope& receiving,
             const TenantScope& offering);

// Where a support family comes from; nothing: it is the contract's own.
std::optional<domain::PoolOrigin> PoolOriginOf(ScopedTransaction& transaction,
                                               const TenantScope& tenant,
                                               const domain::FamilyId& family);

// Those of `families` that other contracts offer.
std::set<domain::FamilyId> PooledAmong(ScopedTransaction& transaction, const TenantScope& tenant,
                                       const std::vector<domain::FamilyId>& families);

// Families that others offer, on their way to the contract `to` that follows this one, under the
// same ids and emptied: what they are there, they get by the pairs of that contract.
struct PooledRows {
  std::string profiles;
  std::string pooled;
};
PooledRows TakePooled(ScopedTransaction& transaction, const TenantScope& tenant,
                      const std::vector<domain::FamilyId>& families,
                      const platform::core::ContractId& to);
// Under the scope of the contract that they were taken for; those that are there already stay.
void PutTakenPooled(ScopedTransaction& transaction, const PooledRows& rows);

}  // namespace buurtbrug::matching::store
