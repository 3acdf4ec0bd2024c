#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/domain/family.h"
#include "registration/store/vault.h"

// The tables of registration. Every function works within the given transaction; NOT_FOUND
// FAMILY_NOT_FOUND where a family is not one of the tenant's.
namespace buurtbrug::registration::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// The answer about a family that is not there.
absl::Status FamilyNotFound();

// A family that comes in: as it registers, as it is after that, and its first step. Personal data.
struct NewFamily {
  domain::Registration registration;
  domain::FamilyHead head;
  domain::FamilyStep registered;
};

// The family, its key in `vault`, and its keys by which duplicates are found. With a partner in
// `tenant`, the family is referred by it. Fails as Vault::Create.
absl::Status InsertFamily(ScopedTransaction& transaction, const TenantScope& tenant, Vault& vault,
                          const NewFamily& family);

// The contracts of all municipalities that may have families; under Scope::Feed.
std::vector<TenantScope> ContractsWithFamilies(ScopedTransaction& transaction);

// Holds the family until the end of the transaction.
absl::StatusOr<domain::FamilyHead> LockFamily(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const domain::FamilyId& id);

// Appends a step and stores what follows from it, also in the lists: `after` is the family with its
// new state and version.
void AppendStep(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyHead& after, const domain::FamilyStep& step);

// With its people. Besides FAMILY_NOT_FOUND DATA_LOSS SEAL_BROKEN.
absl::StatusOr<domain::Family> ReadFamily(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const domain::FamilyId& id, const FamilyKey& key);

// As ReadFamily, without what is personal.
absl::StatusOr<domain::Family> ReadCase(ScopedTransaction& transaction, const TenantScope& tenant,
                                        const domain::FamilyId& id);

// Which families of a list are meant; nothing: all.
struct FamilyFilter {
  std::optional<domain::FamilyRole> role;
  std::optional<domain::FamilyState> state;
};

// In the order of their ids, which is that of being recorded, and in their state on `day`. The
// heads do not count people.
std::vector<domain::FamilyHead> ListFamilies(ScopedTransaction& transaction,
                                             const TenantScope& tenant,
                                             const platform::core::Page& page,
                                             const FamilyFilter& filter, absl::CivilDay day);

// What the other services are told of a step: the family after it.
platform::feed::Fact FamilyChanged(const platform::core::Uuid& event_id,
                                   const domain::FamilyHead& after, const domain::FamilyStep& step);

}  // namespace buurtbrug::registration::store
