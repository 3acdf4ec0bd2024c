#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "reporting/domain/progress.h"

// Facts and periods. Every function works within the given transaction.
namespace buurtbrug::reporting::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Keeps the fact of a feed entry, if it is one that reports count; the same entry twice is one
// fact. One for each feed.
absl::Status ApplyRegistration(ScopedTransaction& transaction, const platform::feed::Entry& entry);
absl::Status ApplyMatching(ScopedTransaction& transaction, const platform::feed::Entry& entry);
absl::Status ApplyEvaluation(ScopedTransaction& transaction, const platform::feed::Entry& entry);

// Forgets the facts of all tenants; under Scope::Rebuild.
void ForgetFacts(ScopedTransaction& transaction);
int64_t CountFacts(ScopedTransaction& transaction);

// The period as it was known at an instant. NOT_FOUND CONTRACT_NOT_FOUND, PERIOD_NOT_FOUND.
absl::StatusOr<domain::SubsidyPeriod> FindPeriod(ScopedTransaction& transaction,
                                                 const TenantScope& tenant, const std::string& name,
                                                 absl::Time known_at);

// What occurred from `first` to `last`, both included, with what of other days may bear on it, as
// far as it was recorded up to `known_at`.
std::vector<domain::Fact> ListFacts(ScopedTransaction& transaction, const TenantScope& tenant,
                                    absl::CivilDay first, absl::CivilDay last, absl::Time known_at);

}  // namespace buurtbrug::reporting::store
