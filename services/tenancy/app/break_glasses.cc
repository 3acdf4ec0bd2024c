#include "tenancy/app/break_glasses.h"

#include <algorithm>

#include "platform/core/status.h"
#include "tenancy/store/break_glass_store.h"
#include "tenancy/store/contract_store.h"

namespace buurtbrug::tenancy::app {

absl::StatusOr<domain::BreakGlass> BreakGlasses::Open(const Call& call, const std::string& reason,
                                                      int minutes) {
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::Duration length, domain::CheckBreakGlass(reason, minutes));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const Receipt receipt,
      desk_.WriteForContract(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::HoldContract(transaction, call.scope));
        domain::BreakGlass glass;
        glass.id = domain::BreakGlassId(desk_.NewId(call.now));
        glass.subject = call.caller.subject;
        glass.reason = reason;
        glass.begins_at = call.now;
        glass.ends_at = call.now + length;
        store::InsertBreakGlass(transaction, call.scope, glass);
        return Written{{glass.id.value(), glass.version},
                       {store::BreakGlassChanged(desk_.Tell(call), call.scope, glass)}};
      }));
  return desk_.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
    return store::LockBreakGlass(transaction, call.scope, domain::BreakGlassId(receipt.subject));
  });
}

absl::StatusOr<Receipt> BreakGlasses::End(const Call& call, const domain::BreakGlassId& id) {
  return desk_.WriteForContract(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::BreakGlass glass,
                                   store::LockBreakGlass(transaction, call.scope, id));
        if (glass.over_at() <= call.now) {
          return Written{{id.value(), glass.version}, {}};
        }
        // The clock of the process that opened it may be ahead of this one's.
        glass.ended_at = std::max(call.now, glass.begins_at);
        ++glass.version;
        BUURTBRUG_RETURN_IF_ERROR(store::EndBreakGlass(transaction, call.scope, glass));
        return Written{{id.value(), glass.version},
                       {store::BreakGlassChanged(desk_.Tell(call), call.scope, glass)}};
      });
}

absl::StatusOr<std::vector<domain::BreakGlass>> BreakGlasses::List(const Call& call) {
  return desk_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::BreakGlass>> {
        return store::ListBreakGlasses(transaction, call.scope);
      });
}

}  // namespace buurtbrug::tenancy::app
