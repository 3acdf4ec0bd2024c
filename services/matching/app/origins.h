#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "matching/app/plans.h"
#include "matching/domain/match_life.h"
#include "platform/access/call.h"
#include "platform/postgres/database.h"

namespace buurtbrug::matching::app {

// Whether the plan gives each of these children of the request family to the support family. Pure.
bool IsInPlan(const OpenedPlan& plan, const domain::FamilyId& request_family,
              const std::vector<int>& children, const domain::FamilyId& support_family);

// `origin`, which is as CheckOrigin wants it, of a proposal for these: with the weights of its
// plan, if it has one. Nothing that it rests on changes, so it may be asked before the transaction
// of the proposal; there a proposal that names no weights gets those in force.
//   NOT_FOUND PLAN_NOT_FOUND, WEIGHTS_NOT_FOUND  not one of this contract
//   FAILED_PRECONDITION PAIR_NOT_IN_PLAN  the plan does not give these children to that family
//   INVALID_ARGUMENT INVALID_ORIGIN       about `weights_version`: the plan has other weights
//   INTERNAL PLAN_DAMAGED                 its bytes cannot be read any more
absl::StatusOr<domain::Origin> KnownOrigin(platform::postgres::Database& database,
                                           const platform::access::Call& call,
                                           const domain::Origin& origin,
                                           const domain::FamilyId& request_family,
                                           const std::vector<int>& children,
                                           const domain::FamilyId& support_family);

}  // namespace buurtbrug::matching::app
