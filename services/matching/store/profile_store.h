#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching/domain/proposal.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

// What matching knows of the families, from registration's feed. Every function works within the
// given transaction.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// The two families of a match.
struct Pair {
  domain::Profile request_family;
  domain::Profile support_family;
};

// NOT_FOUND FAMILY_NOT_FOUND, with the field, where a family is not one of the tenant's.
absl::StatusOr<Pair> ReadPair(ScopedTransaction& transaction, const TenantScope& tenant,
                              const domain::FamilyId& request_family,
                              const domain::FamilyId& support_family);

// Holds the family's places until the end of the transaction: whoever gives one away waits here.
void LockPlaces(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& support_family);

// Applies one entry of registration's feed; passes over what is of no concern here. The steps of
// one family may come in any order: the profile is as after the last one.
absl::Status ApplyRegistration(ScopedTransaction& transaction, const platform::feed::Entry& entry);

}  // namespace buurtbrug::matching::store
