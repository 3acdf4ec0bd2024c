#pragma once

#include <optional>
#include <string>
#include <vector>

#include "matching/domain/assignment.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

// Who looks after which match. Every function works within the given transaction, under the scope
// of its `tenant`.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Those of `ids` that are the tenant's, as they are on `day`, in the order of their ids.
std::vector<domain::Assignment> NamedAssignments(ScopedTransaction& transaction,
                                                 const TenantScope& tenant, absl::CivilDay day,
                                                 const std::vector<domain::MatchId>& ids);

// What a list of assignments is of.
struct AssignmentFilter {
  // Nothing: of all.
  std::optional<std::string> coordinator = {};
  // Only what was assigned in this role, not what is still its proposer's.
  std::optional<domain::CoordinatorRole> assigned_as = {};
};

// Of the matches that are not over, in the order of their ids.
std::vector<domain::Assignment> ListAssignments(ScopedTransaction& transaction,
                                                const TenantScope& tenant, absl::CivilDay day,
                                                const AssignmentFilter& filter,
                                                const platform::core::Page& page);

// To whom a match is assigned on a day; nothing: to nobody.
struct Holder {
  std::string coordinator;
  domain::CoordinatorRole role = domain::CoordinatorRole::kNone;
};
std::optional<Holder> ReadHolder(ScopedTransaction& transaction, const TenantScope& tenant,
                                 const domain::MatchId& match, absl::CivilDay day);

// Oldest first.
std::vector<domain::AssignmentStep> ReadAssignmentSteps(ScopedTransaction& transaction,
                                                        const TenantScope& tenant,
                                                        const domain::MatchId& match);

// The same step for each of `matches`, which are held.
void AppendAssignments(ScopedTransaction& transaction, const TenantScope& tenant,
                       const std::vector<domain::MatchId>& matches,
                       const domain::AssignmentStep& step);

// The matches, also those that are over, that are assigned to a volunteer on a day; in the order of
// their ids. With a reason only those that were stopped for it.
std::vector<domain::MatchHead> ListOwnMatches(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const platform::core::Page& page,
                                              domain::EndReason end_reason,
                                              const std::string& volunteer, absl::CivilDay day);

// What the other services are told of one match of a step.
platform::feed::Fact MatchAssigned(const platform::core::Uuid& event_id,
                                   const domain::MatchHead& match,
                                   const domain::AssignmentStep& step);

}  // namespace buurtbrug::matching::store
