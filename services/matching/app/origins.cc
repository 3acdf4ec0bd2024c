#include "matching/app/origins.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matching/engine/plan/plan_comparison.h"
#include "matching/store/plan_store.h"
#include "matching/store/weights_store.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using platform::core::Error;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

constexpr int kHighestChild = 31;

absl::Status CheckWeights(platform::postgres::Database& database, const Call& call,
                          const domain::Origin& origin) {
  if (!origin.weights_version) {
    return absl::OkStatus();
  }
  return database.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
    return store::ReadWeights(transaction, call.scope, *origin.weights_version)
               ? absl::OkStatus()
               : Error(StatusCode::kNotFound, "WEIGHTS_NOT_FOUND",
                       "there is no such version of the weights in this contract",
                       {{"field", "weights_version"}});
  });
}

}  // namespace

bool IsInPlan(const OpenedPlan& plan, const domain::FamilyId& request_family,
              const std::vector<int>& children, const domain::FamilyId& support_family) {
  engine::ChildSet given;
  for (const engine::NamedPair& pair :
       engine::NamesOf(plan.snapshot, engine::ChoicesOf(plan.plan))) {
    if (pair.request_family == request_family && pair.support_family == support_family) {
      given = given | pair.children;
    }
  }
  const auto is_given = [&](int child) {
    return child >= 0 && child <= kHighestChild && given.Has(child);
  };
  return std::all_of(children.begin(), children.end(), is_given);
}

absl::StatusOr<domain::Origin> KnownOrigin(platform::postgres::Database& database, const Call& call,
                                           const domain::Origin& origin,
                                           const domain::FamilyId& request_family,
                                           const std::vector<int>& children,
                                           const domain::FamilyId& support_family) {
  if (!origin.plan) {
    BUURTBRUG_RETURN_IF_ERROR(CheckWeights(database, call, origin));
    return origin;
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      domain::KeptPlan kept,
      database.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
        return store::ReadPlan(transaction, call.scope, domain::PlanId(*origin.plan));
      }));
  BUURTBRUG_ASSIGN_OR_RETURN(const OpenedPlan plan, OpenPlan(std::move(kept)));
  const int version = static_cast<int>(plan.record.weights_version);
  if (origin.weights_version.value_or(version) != version) {
    return platform::core::InvalidField(
        "weights_version", "INVALID_ORIGIN",
        absl::StrCat("the plan was made with version ", version, " of the weights"));
  }
  if (!IsInPlan(plan, request_family, children, support_family)) {
    return Error(StatusCode::kFailedPrecondition, "PAIR_NOT_IN_PLAN",
                 "the plan does not give these children to that support family",
                 {{"field", "plan_id"}});
  }
  domain::Origin known = origin;
  known.weights_version = version;
  return known;
}

}  // namespace buurtbrug::matching::app
