#include "registration/app/readiness_round.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/telemetry/log.h"
#include "platform/tenant/gate.h"
#include "registration/app/readiness.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {
namespace {

using platform::access::Call;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

// A contract that comes to its end waits for one batch at most.
constexpr int kBatch = 50;

// Why nothing is to be judged in a contract.
bool IsLeftAlone(const absl::Status& status) {
  const std::string reason = platform::core::ReasonOf(status);
  return reason == "CONTRACT_NOT_FOUND" || reason == "CONTRACT_ENDED" ||
         reason == "OUTSIDE_CONTRACT";
}

absl::StatusOr<int> JudgeContract(const Means& means, const Round::Turn& turn,
                                  const TenantScope& tenant) {
  int judged = 0;
  int unreadable = 0;
  for (domain::FamilyId behind; !turn.ends();) {
    Call call = turn.new_call();
    call.scope = tenant;
    call.effect = platform::access::Effect::kAdministers;
    // Looked for first: a write of nothing would leave an answer behind, each hour.
    BUURTBRUG_ASSIGN_OR_RETURN(
        const bool any,
        means.database.Run(Scope::Tenant(tenant),
                           [&](ScopedTransaction& transaction) -> absl::StatusOr<bool> {
                             return !HoldStale(transaction, call, behind, 1).empty();
                           }));
    if (!any) {
      break;
    }
    Judged batch;
    const absl::Status status =
        means.gate
            .Admit({call, call.today},
                   [&](ScopedTransaction& transaction,
                       const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
                     BUURTBRUG_ASSIGN_OR_RETURN(
                         batch, JudgeStale(transaction, call, means, behind, kBatch));
                     return Written{{tenant.contract.value(), batch.judged}, batch.facts};
                   })
            .status();
    if (IsLeftAlone(status)) {
      break;
    }
    BUURTBRUG_RETURN_IF_ERROR(status);
    judged += batch.judged;
    unreadable += batch.unreadable;
    if (!batch.last) {
      break;
    }
    behind = *batch.last;
  }
  if (unreadable > 0) {
    platform::telemetry::Log(platform::telemetry::Level::kError,
                             "families cannot be read, nor their readiness judged",
                             {{"municipality", tenant.municipality},
                              {"contract", tenant.contract.ToString()},
                              {"count", absl::StrCat(unreadable)}});
  }
  return judged;
}

absl::StatusOr<int> JudgeAll(const Means& means, const Round::Turn& turn) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::vector<TenantScope> tenants,
      means.database.Run(
          Scope::Feed(),
          [](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<TenantScope>> {
            return store::ContractsWithFamilies(transaction);
          }));
  int judged = 0;
  absl::Status first_failure;
  for (const TenantScope& tenant : tenants) {
    const auto here = JudgeContract(means, turn, tenant);
    // The database, or what contracts allow, is out of reach for all of them.
    if (absl::IsUnavailable(here.status())) {
      return here.status();
    }
    first_failure.Update(here.status());
    judged += here.value_or(0);
  }
  BUURTBRUG_RETURN_IF_ERROR(first_failure);
  return judged;
}

}  // namespace

Round::Work ReadinessWork(const Means& means) {
  return {"readiness", "readiness judged",
          [means](const Round::Turn& turn) { return JudgeAll(means, turn); }};
}

}  // namespace buurtbrug::registration::app
