#include "registration/app/carry_over.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "platform/access/log.h"
#include "platform/core/status.h"
#include "platform/tenant/renewal.h"
#include "registration/app/marks.h"
#include "registration/store/carry_over_store.h"
#include "registration/store/link_store.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using platform::core::Error;
using platform::core::Receipt;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

// Each once, and in the order in which they are locked.
std::vector<domain::FamilyId> Without(const std::vector<domain::FamilyId>& families,
                                      const std::vector<domain::FamilyId>& sorted_others) {
  const std::set<domain::FamilyId> sorted(families.begin(), families.end());
  std::vector<domain::FamilyId> rest;
  std::set_difference(sorted.begin(), sorted.end(), sorted_others.begin(), sorted_others.end(),
                      std::back_inserter(rest));
  return rest;
}

}  // namespace

absl::StatusOr<Receipt> CarryOverFamilies(const Means& means, const platform::access::Call& call,
                                          const CarryOverInput& input) {
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(const TenantScope followed,
                               platform::tenant::HoldFollowed(transaction, call.scope, call.today));
    if (!(followed.contract == input.from)) {
      return Error(StatusCode::kFailedPrecondition, "NOTHING_FOLLOWED",
                   "the contract follows another one", {{"field", "from_contract_id"}});
    }
    const std::vector<domain::FamilyId> missing =
        Without(input.families, store::FamiliesHere(transaction, call.scope, input.families));
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(followed)));
    if (store::HoldFamilies(transaction, followed, missing).size() < missing.size()) {
      return Error(StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                   "there is no such family in the contract that is followed",
                   {{"field", "family_ids"}});
    }
    BUURTBRUG_ASSIGN_OR_RETURN(const auto keys,
                               means.vault.FindAll(transaction, followed, missing));
    if (keys.size() < missing.size()) {
      return Error(StatusCode::kNotFound, "FAMILY_ERASED", "one of the families was erased",
                   {{"field", "family_ids"}});
    }
    const store::FamilyRows rows =
        store::TakeFamilies(transaction, followed, missing, call.scope.contract);
    for (const domain::FamilyId& family : missing) {
      store::InsertDeparture(transaction, followed, family, call.scope.contract, call.now);
      platform::access::RecordTransfer(transaction, call, followed, family);
    }
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(call.scope)));
    BUURTBRUG_RETURN_IF_ERROR(store::PutFamilies(transaction, call.scope, means.vault, rows, keys));
    // Made anew: a digest of the other contract says nothing here.
    for (const auto& [id, key] : keys) {
      BUURTBRUG_RETURN_IF_ERROR(RenewMarks(transaction, call.scope, means.vault, id));
    }
    return Written{{followed.contract.value(), static_cast<int64_t>(missing.size())},
                   store::FamiliesCarriedOver(transaction, call.scope, missing, followed.contract,
                                              call.today, call.now, means.random)};
  };
  auto receipt = means.gate.Admit({call, call.today}, work);
  if (receipt.ok()) {
    means.on_stale_readiness();
  }
  return receipt;
}

}  // namespace buurtbrug::registration::app
