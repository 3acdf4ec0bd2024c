#include "registration/app/consents.h"

#include <functional>
#include <utility>

#include "platform/core/status.h"
#include "platform/tenant/gate.h"
#include "registration/app/profiles.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::core::Error;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

// What a step leaves to be told.
using Facts = std::vector<platform::feed::Fact>;

absl::Status Append(
    const Means& means, const Call& call, const ConsentInput& input,
    const std::function<absl::StatusOr<Facts>(ScopedTransaction&, const domain::FamilyHead&,
                                              const store::Record&)>& put) {
  return means.gate
      .Admit({call, input.occurred_on},
             [&](ScopedTransaction& transaction,
                 const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
               BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyHead head,
                                          store::LockFamily(transaction, call.scope, input.family));
               if (input.occurred_on < head.registered_on) {
                 return Error(absl::StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                              "this is dated before the registration");
               }
               BUURTBRUG_ASSIGN_OR_RETURN(
                   Facts facts, put(transaction, head,
                                    {input.occurred_on, input.how, call.now, call.caller.subject}));
               return Written{{head.id.value(), head.version}, std::move(facts)};
             })
      .status();
}

}  // namespace

absl::Status Consents::Give(const Call& call, const ConsentInput& input) {
  return Step(call, input, store::ConsentStep::kGiven);
}

absl::Status Consents::Withdraw(const Call& call, const ConsentInput& input) {
  return Step(call, input, store::ConsentStep::kWithdrawn);
}

absl::Status Consents::Step(const Call& call, const ConsentInput& input, store::ConsentStep step) {
  return Append(
      means_, call, input,
      [&](ScopedTransaction& transaction, const domain::FamilyHead& head,
          const store::Record& record) -> absl::StatusOr<Facts> {
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckPurpose(head.role, input.purpose));
        const bool given = domain::Agrees(
            store::ReadConsents(transaction, call.scope, input.family), input.purpose);
        if (given == (step == store::ConsentStep::kGiven)) {
          return Error(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
                       given ? "this consent is given already" : "this consent is not given");
        }
        store::AppendConsent(transaction, call.scope, input.family, input.purpose, step, record);
        if (input.purpose != domain::ConsentPurpose::kPool) {
          return Facts();
        }
        BUURTBRUG_ASSIGN_OR_RETURN(const OpenFamily family,
                                   HoldFamily(transaction, call, means_.vault, input.family));
        // As the family is today: the others are told who agrees now, whatever day it said so.
        BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact fact,
                                   TellProfile(transaction, call, means_, family, call.today));
        return Facts{std::move(fact)};
      });
}

absl::Status Consents::RecordTold(const Call& call, const ConsentInput& input) {
  return Append(means_, call, input,
                [&](ScopedTransaction& transaction, const domain::FamilyHead& /*head*/,
                    const store::Record& record) -> absl::StatusOr<Facts> {
                  store::AppendInformation(transaction, call.scope, input.family, record);
                  return Facts();
                });
}

absl::StatusOr<std::vector<domain::Consent>> Consents::List(const Call& call,
                                                            const domain::FamilyId& family) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Consent>> {
        BUURTBRUG_RETURN_IF_ERROR(store::LockFamily(transaction, call.scope, family).status());
        return store::ReadConsents(transaction, call.scope, family);
      });
}

absl::StatusOr<std::vector<store::OpenDuty>> Consents::ListDuties(
    const Call& call, const platform::core::Page& page) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<store::OpenDuty>> {
        return store::ListOpenDuties(transaction, call.scope, page);
      });
}

}  // namespace buurtbrug::registration::app
