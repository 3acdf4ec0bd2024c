#include "tenancy/app/subsidy_periods.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "platform/core/page.h"
#include "platform/core/status.h"
#include "tenancy/store/contract_store.h"
#include "tenancy/store/subsidy_period_store.h"

namespace buurtbrug::tenancy::app {
namespace {

using absl::StatusCode;
using platform::core::CheckEtag;
using platform::core::Error;

absl::StatusOr<domain::SubsidyPeriod> Named(const std::string& name,
                                            const std::vector<domain::SubsidyPeriod>& periods) {
  const auto found =
      std::find_if(periods.begin(), periods.end(),
                   [&](const domain::SubsidyPeriod& period) { return period.name == name; });
  if (found == periods.end()) {
    return Error(StatusCode::kNotFound, "PERIOD_NOT_FOUND",
                 "the contract has no period of this name");
  }
  return *found;
}

}  // namespace

absl::Status SubsidyPeriods::Create(const Call& call, const domain::SubsidyPeriod& period) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckPeriod(period));
  const auto receipt =
      desk_.WriteForContract(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::Contract contract,
                                   store::LockContract(transaction, call.scope));
        BUURTBRUG_RETURN_IF_ERROR(
            domain::CheckWithin(period, contract.first_day, contract.last_day));
        store::InsertPeriod(transaction, call.scope, period, RecordedBy(call));
        return Written{{call.scope.contract.value(), 1},
                       {store::SubsidyPeriodOpened(desk_.Tell(call), period)}};
      });
  return Reworded(Reworded(receipt.status(), "DUPLICATE",
                           Error(StatusCode::kAlreadyExists, "PERIOD_EXISTS",
                                 "the contract has a period of this name")),
                  "OVERLAP",
                  Error(StatusCode::kFailedPrecondition, "PERIOD_OVERLAPS",
                        "another period of the contract covers one of these days"));
}

absl::StatusOr<Receipt> SubsidyPeriods::Update(const Call& call,
                                               const domain::SubsidyPeriod& period,
                                               int64_t expected) {
  return desk_.WriteForContract(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::Contract contract,
                                   store::LockContract(transaction, call.scope));
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::SubsidyPeriod current,
                                   Named(period.name, contract.periods));
        BUURTBRUG_RETURN_IF_ERROR(CheckEtag(expected, current.version));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckOpen(current));
        domain::SubsidyPeriod changed = period;
        changed.first_day = current.first_day;
        changed.last_day = current.last_day;
        changed.sealed_at = std::nullopt;
        changed.version = current.version + 1;
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckPeriod(changed));
        BUURTBRUG_RETURN_IF_ERROR(store::UpdatePeriod(transaction, call.scope, changed));
        store::ReplaceDecisionDates(transaction, call.scope, changed);
        return Written{{call.scope.contract.value(), changed.version},
                       {store::SubsidyPeriodChanged(desk_.Tell(call), changed)}};
      });
}

absl::StatusOr<domain::SubsidyPeriod> SubsidyPeriods::Seal(const Call& call,
                                                           const std::string& name,
                                                           int64_t expected, Intent intent) {
  domain::SubsidyPeriod sealed;
  const auto work = [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::Contract contract,
                               store::LockContract(transaction, call.scope));
    BUURTBRUG_ASSIGN_OR_RETURN(sealed, Named(name, contract.periods));
    BUURTBRUG_RETURN_IF_ERROR(CheckEtag(expected, sealed.version));
    BUURTBRUG_RETURN_IF_ERROR(domain::CheckSeal(sealed, call.today));
    sealed.sealed_at = call.now;
    ++sealed.version;
    BUURTBRUG_RETURN_IF_ERROR(store::UpdatePeriod(transaction, call.scope, sealed));
    store::InsertChange(transaction, call.scope, call.request_id,
                        {.kind = store::ChangeKind::kPeriodSealed, .period = name},
                        RecordedBy(call));
    return Written{{contract.id.value(), sealed.version},
                   {store::SubsidyPeriodChanged(desk_.Tell(call), sealed)}};
  };
  if (intent == Intent::kValidateOnly) {
    BUURTBRUG_RETURN_IF_ERROR(desk_.Rehearse(call, work));
    return sealed;
  }
  BUURTBRUG_RETURN_IF_ERROR(desk_.WriteForContract(call, work).status());
  // A sealed period never changes, so this is the answer of the first of equal requests too.
  return desk_.Run(Scope::Tenant(call.scope),
                   [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::SubsidyPeriod> {
                     auto periods = store::ListPeriods(transaction, call.scope.municipality,
                                                       call.scope.contract);
                     return Named(name, periods[call.scope.contract]);
                   });
}

}  // namespace buurtbrug::tenancy::app
