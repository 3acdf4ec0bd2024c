#include "registration/app/referrals.h"

#include "platform/core/status.h"
#include "registration/app/families.h"
#include "registration/store/family_store.h"
#include "registration/store/referral_store.h"

namespace buurtbrug::registration::app {
namespace {

using platform::access::Call;
using platform::core::NewUuid;
using platform::core::Receipt;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

// Without a partner the policies bound nothing: no call may get that far.
absl::Status CheckPartner(const Call& call) {
  return call.scope.partner.empty()
             ? platform::core::Error(absl::StatusCode::kInternal, "PARTNER_MISSING",
                                     "this call is for partners, and names none")
             : absl::OkStatus();
}

}  // namespace

absl::StatusOr<Receipt> Referrals::Refer(const Call& call, absl::CivilDay occurred_on,
                                         const ReferralInput& input) {
  BUURTBRUG_RETURN_IF_ERROR(CheckPartner(call));
  BUURTBRUG_ASSIGN_OR_RETURN(const store::NewFamily family,
                             Receive(call, occurred_on, input.registration, means_.random));
  domain::Referral referral;
  referral.id = domain::ReferralId(NewUuid(call.now, means_.random));
  referral.reference = input.reference;
  referral.referred_on = occurred_on;
  auto receipt = means_.gate.Admit(
      {call, occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(
            store::InsertFamily(transaction, call.scope, means_.vault, family));
        // Its readiness is not judged here: a partner's transaction may neither read the screening
        // nor write to the lists made of it.
        store::InsertReferral(transaction, call.scope, referral, family.head.id, call.now);
        return Written{{referral.id.value(), 1},
                       {store::FamilyChanged(NewUuid(call.now, means_.random), family.head,
                                             family.registered)}};
      });
  if (receipt.ok() && family.head.role == domain::FamilyRole::kSupport) {
    means_.on_stale_readiness();
  }
  return receipt;
}

absl::StatusOr<domain::Referral> Referrals::Get(const Call& call, const domain::ReferralId& id) {
  BUURTBRUG_RETURN_IF_ERROR(CheckPartner(call));
  return means_.database.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
    return store::ReadReferral(transaction, call.scope, id);
  });
}

absl::StatusOr<std::vector<domain::Referral>> Referrals::List(const Call& call,
                                                              const platform::core::Page& page) {
  BUURTBRUG_RETURN_IF_ERROR(CheckPartner(call));
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Referral>> {
        return store::ListReferrals(transaction, call.scope, page);
      });
}

}  // namespace buurtbrug::registration::app
