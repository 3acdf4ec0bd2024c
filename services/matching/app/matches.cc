#include "matching/app/matches.h"

#include "matching/app/own_cases.h"
#include "matching/domain/proposal.h"
#include "matching/store/assignment_store.h"
#include "matching/store/match_store.h"
#include "matching/store/profile_store.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

// Refusals that later news of a family can take back.
bool MayBeOutdated(const absl::Status& status) {
  const std::string reason = platform::core::ReasonOf(status);
  return reason == "FAMILY_NOT_FOUND" || reason == "FAMILY_NOT_WAITING" ||
         reason == "FAMILY_NOT_AVAILABLE" || reason == "SUPPORT_FAMILY_NOT_READY";
}

bool IsCorrection(const Call& call) { return call.mark == platform::access::Mark::kCorrection; }

}  // namespace

absl::StatusOr<Receipt> Matches::ProposeOnce(const Call& call, const ProposalInput& input) {
  domain::MatchHead match;
  match.id = domain::MatchId(NewUuid(call.now, random_));
  match.request_family = input.request_family;
  match.children = input.children;
  match.support_family = input.support_family;
  match.last_step_on = input.occurred_on;
  match.version = 1;
  const domain::MatchStep step = {match.state,         input.occurred_on, call.now,
                                  call.caller.subject, input.reason,      IsCorrection(call)};
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        store::ShareProfile(transaction, call.scope, input.support_family);
        BUURTBRUG_ASSIGN_OR_RETURN(
            const store::Pair pair,
            store::ReadPair(transaction, call.scope, input.request_family, input.support_family));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckProposal(pair.request_family, input.children,
                                                        pair.support_family, input.occurred_on));
        store::InsertMatch(transaction, call.scope, match, step,
                           pair.support_family.readiness.sequence);
        return Written{{match.id.value(), match.version},
                       {store::MatchChanged(NewUuid(call.now, random_), match, step)}};
      });
}

absl::StatusOr<Receipt> Matches::Propose(const Call& call, const ProposalInput& input) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckChildren(input.children));
  auto receipt = ProposeOnce(call, input);
  if (MayBeOutdated(receipt.status())) {
    BUURTBRUG_RETURN_IF_ERROR(learn_families_());
    receipt = ProposeOnce(call, input);
  }
  return receipt;
}

absl::StatusOr<domain::MatchHead> Matches::Lock(ScopedTransaction& transaction, const Call& call,
                                                const StepInput& input) {
  BUURTBRUG_RETURN_IF_ERROR(CheckOwnCase(transaction, call, input.match));
  BUURTBRUG_ASSIGN_OR_RETURN(domain::MatchHead match,
                             store::LockMatch(transaction, call.scope, input.match));
  BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(input.expected_version, match.version));
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckStep(match, input.next, input.occurred_on));
  return match;
}

Written Matches::Append(ScopedTransaction& transaction, const Call& call, domain::MatchHead match,
                        const StepInput& input) {
  match.state = input.next;
  match.last_step_on = input.occurred_on;
  ++match.version;
  const domain::MatchStep step = {input.next,          input.occurred_on, call.now,
                                  call.caller.subject, input.reason,      IsCorrection(call)};
  store::AppendStep(transaction, call.scope, match, step);
  return {{match.id.value(), match.version},
          {store::MatchChanged(NewUuid(call.now, random_), match, step)}};
}

absl::StatusOr<Receipt> Matches::RecordStep(const Call& call, const StepInput& input) {
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::MatchHead match, Lock(transaction, call, input));
        if (input.next == domain::MatchState::kAgreed) {
          BUURTBRUG_RETURN_IF_ERROR(domain::CheckSigned(input.signatures));
        }
        return Append(transaction, call, std::move(match), input);
      });
}

absl::StatusOr<Receipt> Matches::StartTrial(const Call& call, const StepInput& input) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<Receipt> earlier, gate_.FindReceipt(call));
  if (earlier) {
    return *earlier;
  }
  const absl::StatusOr<domain::FamilyId> family =
      database_.Run(Scope::Tenant(call.scope),
                    [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::FamilyId> {
                      BUURTBRUG_RETURN_IF_ERROR(CheckOwnCase(transaction, call, input.match));
                      return store::SupportFamilyOf(transaction, call.scope, input.match);
                    });
  // Registration is asked while nothing is locked; its answer is judged after what comes before it:
  // the contract, the match and its state.
  absl::StatusOr<domain::Readiness> readiness = domain::Readiness();
  if (family.ok()) {
    readiness = ask_readiness_(call, *family, input.occurred_on);
  }
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(family.status());
        store::LockPlaces(transaction, call.scope, *family);
        BUURTBRUG_ASSIGN_OR_RETURN(domain::MatchHead match, Lock(transaction, call, input));
        BUURTBRUG_RETURN_IF_ERROR(readiness.status());
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckReady(*readiness));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckPlaceLeft(
            store::StatesOfSupportFamily(transaction, call.scope, *family), readiness->capacity));
        return Append(transaction, call, std::move(match), input);
      });
}

absl::StatusOr<domain::Match> Matches::Get(const Call& call, const domain::MatchId& id) {
  return database_.Run(Scope::Tenant(call.scope),
                       [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::Match> {
                         BUURTBRUG_RETURN_IF_ERROR(CheckOwnCase(transaction, call, id));
                         return store::ReadMatch(transaction, call.scope, id);
                       });
}

absl::StatusOr<std::vector<domain::MatchHead>> Matches::List(const Call& call,
                                                             const platform::core::Page& page,
                                                             domain::EndReason end_reason) {
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::MatchHead>> {
        if (call.caller.cases == platform::access::Cases::kOwn) {
          ++call.owned;
          return store::ListOwnMatches(transaction, call.scope, page, end_reason,
                                       call.caller.subject, call.today);
        }
        return store::ListMatches(transaction, call.scope, page, end_reason);
      });
}

}  // namespace buurtbrug::matching::app
