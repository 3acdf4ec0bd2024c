#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/domain/match.h"
#include "matching/domain/plan_record.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"

// Plans of a contract, each with its snapshot. Appended; a transaction is under the contract's
// scope.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// The digests of the bytes are computed by the database, and not read from the record.
enum class Correction { kNone, kMarked };
void InsertPlan(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::KeptPlan& plan, Correction correction);

// NOT_FOUND PLAN_NOT_FOUND.
absl::StatusOr<domain::KeptPlan> ReadPlan(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const domain::PlanId& id);
// Without the bytes. NOT_FOUND PLAN_NOT_FOUND.
absl::StatusOr<domain::PlanRecord> ReadPlanRecord(ScopedTransaction& transaction,
                                                  const TenantScope& tenant,
                                                  const domain::PlanId& id);

// Newest first.
std::vector<domain::PlanRecord> ListPlans(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const platform::core::Page& page);

// Who is proposed to whom, and nothing more yet, in the order in which it was proposed.
struct Proposal {
  domain::FamilyId request_family;
  std::vector<int> children;
  domain::FamilyId support_family;
  // The last day on which it reserves a place; nothing: it never does.
  std::optional<absl::CivilDay> held_until;
};
std::vector<Proposal> ListProposals(ScopedTransaction& transaction, const TenantScope& tenant);

}  // namespace buurtbrug::matching::store
