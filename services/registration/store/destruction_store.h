#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/domain/destruction.h"
#include "registration/domain/retention.h"

// Retention terms, requests to be erased, and destruction lists. Every function works within the
// given transaction.
namespace buurtbrug::registration::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// The terms that count, in the order of their classes.
std::vector<domain::RetentionTerm> ListTerms(ScopedTransaction& transaction,
                                             const TenantScope& tenant);

// Without months, the class has no term from now on. Two at once: ALREADY_EXISTS DUPLICATE.
void InsertTerm(ScopedTransaction& transaction, const TenantScope& tenant,
                domain::DataClass data_class, domain::TermFrom from, std::optional<int> months,
                absl::Time now, const std::string& by);

// Of a family that is locked.
void InsertErasureRequest(ScopedTransaction& transaction, const TenantScope& tenant,
                          const domain::FamilyId& family, absl::CivilDay requested_on,
                          absl::Time now, const std::string& by);

// The last day on which one of them asked, whether it took that back or not.
std::optional<absl::CivilDay> LastErasureRequest(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const std::vector<domain::FamilyId>& families);

// Takes back every request of families that are locked; false: none of them asked.
bool WithdrawErasureRequests(ScopedTransaction& transaction, const TenantScope& tenant,
                             const std::vector<domain::FamilyId>& families,
                             absl::CivilDay withdrawn_on, absl::Time now, const std::string& by);

// The last day of the contract's run-off; nothing: it is not known. Held until the end of the
// transaction.
std::optional<absl::CivilDay> HoldRunOff(ScopedTransaction& transaction, const TenantScope& tenant);

// Those of `families` that are there, as they are on `day`, erased ones too. None of them changes
// until the end of the transaction.
std::vector<domain::KeptFamily> LockKept(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const std::vector<domain::FamilyId>& families,
                                         absl::CivilDay day);

// As LockKept, without keeping them from changing.
std::vector<domain::KeptFamily> ReadKept(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const std::vector<domain::FamilyId>& families,
                                         absl::CivilDay day);

// Those of `families` on a list that is approved and not carried out.
std::set<domain::FamilyId> ApprovedOf(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const std::vector<domain::FamilyId>& families);

// A page of the families that were not erased, in the order of their ids.
std::vector<domain::KeptFamily> ScanKept(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const platform::core::Page& page, absl::CivilDay day);

void InsertList(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::DestructionList& list,
                const std::vector<domain::DestructionItem>& items);

// NOT_FOUND LIST_NOT_FOUND.
absl::StatusOr<domain::DestructionList> ReadList(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::DestructionListId& id);
// As ReadList; the list does not change until the end of the transaction.
absl::StatusOr<domain::DestructionList> LockList(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::DestructionListId& id);

std::vector<domain::DestructionList> ListLists(ScopedTransaction& transaction,
                                               const TenantScope& tenant,
                                               const platform::core::Page& page);

// In the order of the families.
std::vector<domain::DestructionItem> ListItems(ScopedTransaction& transaction,
                                               const TenantScope& tenant,
                                               const domain::DestructionListId& id);

// Adds the last of the approvals of `list`, with its state and version after that.
void AddApproval(ScopedTransaction& transaction, const TenantScope& tenant,
                 const domain::DestructionList& list);

// Keeps the proof: `list` as it is after being carried out, and the text of which the digest is
// made.
void PutCarriedOut(ScopedTransaction& transaction, const TenantScope& tenant,
                   const domain::DestructionList& list, const std::string& proof_text);

// Marks families as erased, and deletes what is left of them that their keys did not seal: rows for
// searching, and their partners' numbers. Their keys are destroyed by Vault::Destroy.
void EraseFamilies(ScopedTransaction& transaction, const TenantScope& tenant,
                   const std::vector<domain::FamilyId>& families, absl::Time now);

// What the other services are told.
platform::feed::Fact FamilyErased(const platform::core::Uuid& event_id,
                                  const domain::FamilyId& family, absl::CivilDay on);

}  // namespace buurtbrug::registration::store
