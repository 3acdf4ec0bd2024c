#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/core/page.h"
#include "platform/core/personal.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "registration/domain/concern.h"
#include "registration/store/vault.h"

// The tables of concerns. Every function works within the given transaction; NOT_FOUND
// CONCERN_NOT_FOUND where a concern is not one of the tenant's.
namespace buurtbrug::registration::store {

// A step with what was written down about it.
struct ToldConcernStep {
  domain::ConcernStep step;
  platform::core::Personal text;
};

// A new concern with its first step. The transaction holds the family.
void InsertConcern(ScopedTransaction& transaction, const TenantScope& tenant, const FamilyKey& key,
                   const domain::ConcernHead& concern, const ToldConcernStep& recorded);

// Holds the family of a concern, and so the concern, until the end of the transaction.
absl::StatusOr<domain::ConcernHead> LockConcern(ScopedTransaction& transaction,
                                                const TenantScope& tenant,
                                                const domain::ConcernId& id);

// Appends a step and stores what follows from it: `after` is the concern with its new state and
// version.
void AppendConcernStep(ScopedTransaction& transaction, const TenantScope& tenant,
                       const FamilyKey& key, const domain::ConcernHead& after,
                       const ToldConcernStep& step);

absl::StatusOr<domain::ConcernHead> ReadConcern(ScopedTransaction& transaction,
                                                const TenantScope& tenant,
                                                const domain::ConcernId& id);

// In the order in which they were recorded. DATA_LOSS SEAL_BROKEN.
absl::StatusOr<std::vector<ToldConcernStep>> ReadConcernSteps(ScopedTransaction& transaction,
                                                              const TenantScope& tenant,
                                                              const FamilyKey& key,
                                                              const domain::ConcernId& id);

struct ConcernFilter {
  std::optional<platform::core::FamilyId> family;
  std::optional<domain::ConcernState> state;
};

// In the order of their ids, which is that of being recorded.
std::vector<domain::ConcernHead> ListConcerns(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const platform::core::Page& page,
                                              const ConcernFilter& filter);

// Those that `subject` recorded, in the same order.
std::vector<domain::ConcernHead> ListRecordedConcerns(ScopedTransaction& transaction,
                                                      const TenantScope& tenant,
                                                      const platform::core::Page& page,
                                                      const std::string& subject);

}  // namespace buurtbrug::registration::store
