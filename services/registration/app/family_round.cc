#include "registration/app/family_round.h"

#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/telemetry/log.h"
#include "platform/tenant/gate.h"
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

absl::StatusOr<int> WorkInContract(const Means& means, const Round::Turn& turn,
                                   const TenantScope& tenant, const FamilyWork& work) {
  int done = 0;
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
                             return !work.hold(transaction, call, behind, 1).empty();
                           }));
    if (!any) {
      break;
    }
    Worked batch;
    const absl::Status status =
        means.gate
            .Admit({call, call.today},
                   [&](ScopedTransaction& transaction,
                       const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
                     BUURTBRUG_ASSIGN_OR_RETURN(
                         batch, WorkOn(transaction, call,
                                       work.hold(transaction, call, behind, kBatch), work.work));
                     return Written{{tenant.contract.value(), batch.done}, batch.facts};
                   })
            .status();
    if (IsLeftAlone(status)) {
      break;
    }
    BUURTBRUG_RETURN_IF_ERROR(status);
    done += batch.done;
    unreadable += batch.unreadable;
    if (!batch.last) {
      break;
    }
    behind = *batch.last;
  }
  if (unreadable > 0) {
    platform::telemetry::Log(platform::telemetry::Level::kError, "families cannot be read",
                             {{"municipality", tenant.municipality},
                              {"contract", tenant.contract.ToString()},
                              {"count", absl::StrCat(unreadable)}});
  }
  return done;
}

}  // namespace

absl::StatusOr<Worked> WorkOn(ScopedTransaction& transaction, const Call& call,
                              const std::vector<domain::FamilyId>& families,
                              const WorkOnFamily& work) {
  Worked worked;
  for (const domain::FamilyId& family : families) {
    worked.last = family;
    auto facts = work(transaction, call, family);
    const std::string reason = platform::core::ReasonOf(facts.status());
    if (reason == "SEAL_BROKEN") {
      ++worked.unreadable;
      continue;
    }
    // A family whose key was destroyed has no case any more.
    if (reason == "FAMILY_ERASED") {
      continue;
    }
    BUURTBRUG_RETURN_IF_ERROR(facts.status());
    ++worked.done;
    std::move(facts->begin(), facts->end(), std::back_inserter(worked.facts));
  }
  return worked;
}

absl::StatusOr<int> WorkInContracts(const Means& means, const Round::Turn& turn,
                                    const FamilyWork& work) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::vector<TenantScope> tenants,
      means.database.Run(
          Scope::Feed(),
          [](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<TenantScope>> {
            return store::ContractsWithFamilies(transaction);
          }));
  int done = 0;
  absl::Status first_failure;
  for (const TenantScope& tenant : tenants) {
    const auto here = WorkInContract(means, turn, tenant, work);
    // The database, or what contracts allow, is out of reach for all of them.
    if (absl::IsUnavailable(here.status())) {
      return here.status();
    }
    first_failure.Update(here.status());
    done += here.value_or(0);
  }
  BUURTBRUG_RETURN_IF_ERROR(first_failure);
  return done;
}

}  // namespace buurtbrug::registration::app
