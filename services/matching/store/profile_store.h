#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching/domain/family_card.h"
#include "matching/domain/proposal.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

// What matching knows of the families, from registration's feed. Every function works within the
// given transaction.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// The two families of a match, each in short and in full.
struct Pair {
  domain::Profile request_family;
  domain::Profile support_family;
  domain::FamilyCard request_card;
  domain::FamilyCard support_card;
};

// NOT_FOUND FAMILY_NOT_FOUND, with the field, where a family is not one of the tenant's.
// `support_field` is that of the support family.
absl::StatusOr<Pair> ReadPair(ScopedTransaction& transaction, const TenantScope& tenant,
                              const domain::FamilyId& request_family,
                              const domain::FamilyId& support_family,
                              const char* support_field = "support_family_id");

// One family, without its readiness. NOT_FOUND FAMILY_NOT_FOUND as ReadPair.
absl::StatusOr<domain::FamilyCard> ReadCard(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const domain::FamilyId& family,
                                            const char* field = "support_family_id");

// Holds the family and its places until the end of the transaction: whoever gives one away waits
// here, and so does the news of the family. The family that keeps them: itself, or the one as which
// its case goes on, also when it is merged while this waits. Who names a family by any of its ids
// holds the same row; a merge of that row waits.
domain::FamilyId LockPlaces(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::FamilyId& family);

// Applies one entry of registration's feed that tells a family: its steps, its profile, who is
// there, that it was carried over, merged or erased; passes over all others. News of one kind about
// one family may come in any order: what is kept is as after the last one. The feed read again from
// its beginning leaves what it left before, and mends what is not as it was told.
absl::Status ApplyRegistration(ScopedTransaction& transaction, const platform::feed::Entry& entry);

// When a support family is ready, as an entry tells it.
struct ReadinessNews {
  domain::FamilyId family;
  domain::ToldReadiness told;
};
// Nothing: the entry tells something else. INVALID_ARGUMENT where it is not as it should be.
absl::StatusOr<std::optional<ReadinessNews>> ReadinessOf(const platform::feed::Entry& entry);

// Keeps the news. Whether it is the newest of that family; else nothing is changed.
bool PutReadiness(ScopedTransaction& transaction, const TenantScope& tenant,
                  const ReadinessNews& news);

}  // namespace buurtbrug::matching::store
