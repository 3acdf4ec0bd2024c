#include "evaluation/app/evaluations.h"

#include <string>

#include "evaluation/store/moment_store.h"
#include "platform/core/status.h"

namespace buurtbrug::evaluation::app {
namespace {

using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

bool MayBeUnread(const absl::Status& status) {
  const std::string reason = platform::core::ReasonOf(status);
  return reason == "MATCH_NOT_FOUND" || reason == "MOMENT_NOT_FOUND";
}

}  // namespace

absl::StatusOr<Receipt> Evaluations::RecordOnce(const Call& call, const EvaluationInput& input) {
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(
            const store::MomentOfMatch found,
            store::LockMoment(transaction, call.scope, input.match, input.number));
        BUURTBRUG_RETURN_IF_ERROR(
            domain::CheckEvaluation(found.match, found.moment, input.occurred_on));
        const domain::Evaluation evaluation = {input.occurred_on, input.formal_care, call.now,
                                               call.caller.subject,
                                               call.mark == platform::access::Mark::kCorrection};
        store::RecordMoment(transaction, call.scope, input.match, input.number, evaluation);
        return Written{{input.match.value(), input.number},
                       {store::EvaluationRecorded(NewUuid(call.now, random_), input.match,
                                                  found.moment, evaluation)}};
      });
}

absl::StatusOr<Receipt> Evaluations::Record(const Call& call, const EvaluationInput& input) {
  auto receipt = RecordOnce(call, input);
  if (MayBeUnread(receipt.status())) {
    BUURTBRUG_RETURN_IF_ERROR(learn_matches_());
    receipt = RecordOnce(call, input);
  }
  return receipt;
}

absl::StatusOr<std::vector<domain::Moment>> Evaluations::List(const Call& call,
                                                              const domain::MatchId& match) {
  BUURTBRUG_RETURN_IF_ERROR(learn_matches_());
  return database_.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
    return store::ListMoments(transaction, call.scope, match);
  });
}

}  // namespace buurtbrug::evaluation::app
