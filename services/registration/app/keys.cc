#include "registration/app/keys.h"

#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "registration/store/demand_store.h"

namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Written;
using store::KeyState;

absl::StatusOr<KeyState> Keys::Get(const Call& call) {
  BUURTBRUG_RETURN_IF_ERROR(means_.vault.Refresh());
  const std::string& municipality = call.scope.municipality;
  return means_.database.Run(
      Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::StatusOr<KeyState> {
        BUURTBRUG_ASSIGN_OR_RETURN(KeyState state, means_.vault.State(transaction, call.scope));
        BUURTBRUG_RETURN_IF_ERROR(
            transaction.Enter(Scope::Tenant(store::WithoutContract(municipality))));
        state.outdated_demands =
            store::CountOutdatedDemands(transaction, municipality, means_.vault);
        return state;
      });
}

absl::StatusOr<KeyState> Keys::Rotate(const Call& call) {
  BUURTBRUG_RETURN_IF_ERROR(means_.vault.Refresh());
  BUURTBRUG_RETURN_IF_ERROR(
      platform::tenant::WriteOnce(
          means_.database, {call, Scope::Tenant(call.scope), call.scope}, [] {},
          [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
            platform::tenant::TakeTurn(transaction, call.scope);
            BUURTBRUG_ASSIGN_OR_RETURN(const int number,
                                       means_.vault.AddContractKey(transaction, call.scope));
            BUURTBRUG_RETURN_IF_ERROR(means_.vault.RewrapContractKeys(transaction, call.scope));
            return Written{{call.scope.contract.value(), number}, {}};
          })
          .status());
  return RewrapBatches(call, kMostBatches);
}

absl::StatusOr<KeyState> Keys::Rewrap(const Call& call) {
  BUURTBRUG_RETURN_IF_ERROR(means_.vault.Refresh());
  BUURTBRUG_RETURN_IF_ERROR(
      platform::tenant::WriteOnce(
          means_.database, {call, Scope::Tenant(call.scope), call.scope}, [] {},
          [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
            platform::tenant::TakeTurn(transaction, call.scope);
            BUURTBRUG_RETURN_IF_ERROR(means_.vault.RewrapContractKeys(transaction, call.scope));
            return Written{{call.scope.contract.value(), 1}, {}};
          })
          .status());
  return RewrapBatches(call, kMostBatches);
}

absl::StatusOr<KeyState> Keys::RewrapBatches(const Call& call, int most) {
  for (int batch = 0; batch < most; ++batch) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const int rewrapped,
        means_.database.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
          return means_.vault.RewrapFamilyKeys(transaction, call.scope, kRewrapBatch);
        }));
    if (rewrapped < kRewrapBatch) {
      break;
    }
  }
  const std::string& municipality = call.scope.municipality;
  for (int batch = 0; batch < most; ++batch) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const int rewrapped,
        means_.database.Run(Scope::Tenant(store::WithoutContract(municipality)),
                            [&](ScopedTransaction& transaction) {
                              return store::RewrapDemands(transaction, municipality, means_.vault,
                                                          kRewrapBatch);
                            }));
    if (rewrapped < kRewrapBatch) {
      break;
    }
  }
  return Get(call);
}

}  // namespace buurtbrug::registration::app
