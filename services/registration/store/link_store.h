#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/core/page.h"
#include "platform/postgres/database.h"
#include "registration/domain/family.h"
#include "registration/domain/link.h"
#include "registration/store/vault.h"

// Personal links of families, and what they change. Every function works within the given
// transaction.
namespace buurtbrug::registration::store {

using platform::core::ContractId;

// Contracts of the municipality of the transaction's scope, newest first: those that run on a day,
// or all.
std::vector<ContractId> ContractsOf(ScopedTransaction& transaction, const std::string& municipality,
                                    std::optional<absl::CivilDay> running_on);

// A link that works, and the secret that it has.
struct FamilyLink {
  domain::FamilyId family;
  domain::Link link;
  absl::CivilDay expires_on;
};

// A new link of a family; those that it has are not touched. Fails as Vault::Digest.
absl::StatusOr<FamilyLink> InsertLink(ScopedTransaction& transaction, const TenantScope& tenant,
                                      Vault& vault, const FamilyLink& link, absl::Time now,
                                      const std::string& created_by);

// The family whose link it is, or as which that one goes on after a merge, when the secret is right
// and the link neither revoked nor past its last day. NOT_FOUND LINK_NOT_FOUND.
absl::StatusOr<FamilyLink> OpenLink(ScopedTransaction& transaction, const TenantScope& tenant,
                                    Vault& vault, const domain::Link& link, absl::CivilDay today);

// The link that the family was given last, revoked or not. NOT_FOUND LINK_NOT_FOUND.
absl::StatusOr<FamilyLink> NewestLink(ScopedTransaction& transaction, const TenantScope& tenant,
                                      Vault& vault, const domain::FamilyId& family);

// All links of the family end, and those of families that were merged into it.
void RevokeLinks(ScopedTransaction& transaction, const TenantScope& tenant,
                 const domain::FamilyId& family, absl::Time now,
                 std::optional<domain::WithdrawReason> reason);

// A family that withdrew while matches of it were not over.
struct WithdrawnInMatch {
  domain::FamilyId family;
  absl::CivilDay withdrawn_on;
  // Nothing: not by its link.
  std::optional<domain::WithdrawReason> reason;
  std::vector<std::string> matches;
};

// In the order of their ids.
std::vector<WithdrawnInMatch> ListWithdrawnInMatch(ScopedTransaction& transaction,
                                                   const TenantScope& tenant,
                                                   const platform::core::Page& page);

// The family goes on in contract `to`, as a copy: what is recorded of it under `tenant` reaches
// nobody from then on.
void InsertDeparture(ScopedTransaction& transaction, const TenantScope& tenant,
                     const domain::FamilyId& family, const ContractId& to, absl::Time now);
bool IsDeparted(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& family);

// Where a family lives and how it is reached; what is empty is not known, or not changed. Personal
// data.
struct Reach {
  Personal postcode;
  Personal house_number;
  Personal email;
  Personal phone;
};

// Appends what the newest contact of the family says, with the fields that `reach` has in their
// place; `version` is the family's after it. The transaction holds the family. Fails as
// Vault::Find.
absl::Status AppendContact(ScopedTransaction& transaction, const TenantScope& tenant, Vault& vault,
                           const domain::FamilyId& family, const Reach& reach, int64_t version,
                           absl::Time now, const std::string& recorded_by);

}  // namespace buurtbrug::registration::store
