#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "registration/domain/rights.h"
#include "registration/store/vault.h"

// Legal holds and notices of corrections. Every function works within the given transaction.
namespace buurtbrug::registration::store {

// Of a family that is locked; gives the number of the hold.
int InsertHold(ScopedTransaction& transaction, const TenantScope& tenant, const FamilyKey& key,
               const domain::LegalHold& hold);

// Of a family that is locked. NOT_FOUND HOLD_NOT_FOUND; FAILED_PRECONDITION HOLD_LIFTED.
absl::Status LiftHold(ScopedTransaction& transaction, const TenantScope& tenant,
                      const domain::FamilyId& family, int number, absl::Time now,
                      const std::string& by);

// In the order of being placed; the first hundred. Fails as FamilyKey::Open.
absl::StatusOr<std::vector<domain::LegalHold>> ListHolds(ScopedTransaction& transaction,
                                                         const TenantScope& tenant,
                                                         const FamilyKey& key);

void InsertNotice(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::Notice& notice, const std::string& recorded_by);

enum class Notices { kUnsent, kAll };
std::vector<domain::Notice> ListNotices(ScopedTransaction& transaction, const TenantScope& tenant,
                                        const platform::core::Page& page,
                                        const std::optional<domain::FamilyId>& family,
                                        Notices which);

// NOT_FOUND NOTICE_NOT_FOUND; FAILED_PRECONDITION NOTICE_SENT.
absl::Status MarkSent(ScopedTransaction& transaction, const TenantScope& tenant,
                      const domain::NoticeId& notice, absl::Time now, const std::string& by);

// The partner that referred a family that is there; nothing without.
std::optional<domain::PartnerId> ReferredBy(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const domain::FamilyId& family);

}  // namespace buurtbrug::registration::store
