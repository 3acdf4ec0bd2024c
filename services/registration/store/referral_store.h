#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "registration/domain/referral.h"

// The referrals of one partner to one contract: `tenant` names both. Every function works within
// the given transaction; the policies of the tables hold it to that partner too.
namespace buurtbrug::registration::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// The referral of a family that the transaction has stored.
void InsertReferral(ScopedTransaction& transaction, const TenantScope& tenant,
                    const domain::Referral& referral, const domain::FamilyId& family,
                    absl::Time recorded_at);

// NOT_FOUND REFERRAL_NOT_FOUND, the same for another partner's and for one that is not there.
absl::StatusOr<domain::Referral> ReadReferral(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const domain::ReferralId& id);

// In the order of their ids, which is that of being recorded.
absl::StatusOr<std::vector<domain::Referral>> ListReferrals(ScopedTransaction& transaction,
                                                            const TenantScope& tenant,
                                                            const platform::core::Page& page);

}  // namespace buurtbrug::registration::store
