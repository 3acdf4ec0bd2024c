#include "matching/app/triages.h"

#include "matching/store/profile_store.h"
#include "matching/store/triage_store.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

absl::StatusOr<TriageState> Triages::Get(const Call& call, const domain::FamilyId& request_family) {
  return database_.Run(Scope::Tenant(call.scope),
                       [&](ScopedTransaction& transaction) -> absl::StatusOr<TriageState> {
                         BUURTBRUG_ASSIGN_OR_RETURN(const store::TriageCase triage,
                                                    store::ReadTriage(transaction, call.scope,
                                                                      request_family, call.today));
                         return TriageState{domain::ProposeTriage(triage.terms, triage.casuistry),
                                            triage.decision, triage.version};
                       });
}

absl::StatusOr<Receipt> Triages::Decide(const Call& call, const TriageInput& input) {
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        // Two decisions of one family, and an assignment that rests on one, go one after the other.
        store::LockPlaces(transaction, call.scope, input.request_family);
        BUURTBRUG_ASSIGN_OR_RETURN(
            const store::TriageCase triage,
            store::ReadTriage(transaction, call.scope, input.request_family, call.today));
        BUURTBRUG_RETURN_IF_ERROR(
            platform::core::CheckEtag(input.expected_version, triage.version));
        if (triage.decision && input.occurred_on < triage.decision->occurred_on) {
          return platform::core::Error(
              absl::StatusCode::kFailedPrecondition, "DECIDED_LATER",
              "a decision of a later day is there",
              {{"decided_on", platform::core::FormatDay(triage.decision->occurred_on)}});
        }
        const domain::TriageProposal proposal =
            domain::ProposeTriage(triage.terms, triage.casuistry);
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckOutcome(input.outcome, proposal));
        const domain::TriageDecision decision = {input.outcome,
                                                 proposal.outcome,
                                                 input.occurred_on,
                                                 call.now,
                                                 call.caller.subject,
                                                 input.reason,
                                                 call.mark == platform::access::Mark::kCorrection};
        const int64_t number = triage.version + 1;
        store::AppendTriage(transaction, call.scope, input.request_family, number, decision);
        return Written{{input.request_family.value(), number},
                       {store::TriageDecided(platform::core::NewUuid(call.now, random_),
                                             input.request_family, decision)}};
      });
}

}  // namespace buurtbrug::matching::app
