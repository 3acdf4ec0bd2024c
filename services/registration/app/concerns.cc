#include "registration/app/concerns.h"

#include "platform/access/log.h"
#include "platform/core/status.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {
namespace {

using platform::access::Call;
using platform::core::NewUuid;
using platform::core::Receipt;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

domain::ConcernStep StepOf(const Call& call, domain::ConcernStepKind kind,
                           absl::CivilDay occurred_on) {
  domain::ConcernStep step;
  step.kind = kind;
  step.occurred_on = occurred_on;
  step.recorded_at = call.now;
  step.recorded_by = call.caller.subject;
  step.correction = call.mark == platform::access::Mark::kCorrection;
  return step;
}

}  // namespace

absl::StatusOr<Receipt> Concerns::Record(const Call& call, const ConcernInput& input) {
  domain::ConcernHead concern;
  concern.id = domain::ConcernId(NewUuid(call.now, means_.random));
  concern.family = input.family;
  concern.kind = input.kind;
  concern.occurred_on = input.occurred_on;
  concern.recorded_at = call.now;
  concern.recorded_by = call.caller.subject;
  concern.version = 1;
  return means_.gate.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(
            store::LockFamily(transaction, call.scope, input.family).status());
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, input.family));
        store::InsertConcern(
            transaction, call.scope, key, concern,
            {StepOf(call, domain::ConcernStepKind::kRecorded, input.occurred_on), input.text});
        return Written{{concern.id.value(), concern.version}, {}};
      });
}

absl::StatusOr<Receipt> Concerns::Append(const Call& call, const ConcernStepInput& input,
                                         domain::ConcernStep step) {
  return means_.gate.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::ConcernHead concern,
                                   store::LockConcern(transaction, call.scope, input.concern));
        BUURTBRUG_RETURN_IF_ERROR(
            platform::core::CheckEtag(input.expected_version, concern.version));
        BUURTBRUG_ASSIGN_OR_RETURN(concern.state,
                                   domain::StateAfter(concern, step.kind, input.occurred_on));
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, concern.family));
        ++concern.version;
        store::AppendConcernStep(transaction, call.scope, key, concern, {step, input.text});
        return Written{{concern.id.value(), concern.version}, {}};
      });
}

absl::StatusOr<Receipt> Concerns::RecordReportingStep(
    const Call& call, const ConcernStepInput& input, domain::ReportingStep step,
    std::optional<domain::ReportingDecision> decision) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckReportingStep(step, decision));
  domain::ConcernStep appended =
      StepOf(call, domain::ConcernStepKind::kReportingStep, input.occurred_on);
  appended.reporting_step = step;
  appended.decision = decision;
  return Append(call, input, appended);
}

absl::StatusOr<Receipt> Concerns::Close(const Call& call, const ConcernStepInput& input) {
  return Append(call, input, StepOf(call, domain::ConcernStepKind::kClosed, input.occurred_on));
}

absl::StatusOr<Concern> Concerns::Get(const Call& call, const domain::ConcernId& id) {
  return means_.database.Run(
      Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::StatusOr<Concern> {
        Concern concern;
        BUURTBRUG_ASSIGN_OR_RETURN(concern.head, store::ReadConcern(transaction, call.scope, id));
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, concern.head.family));
        BUURTBRUG_ASSIGN_OR_RETURN(concern.steps,
                                   store::ReadConcernSteps(transaction, call.scope, key, id));
        platform::access::RecordDisclosure(transaction, call, concern.head.family);
        return concern;
      });
}

absl::StatusOr<std::vector<domain::ConcernHead>> Concerns::List(
    const Call& call, const platform::core::Page& page, const store::ConcernFilter& filter) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::ConcernHead>> {
        return store::ListConcerns(transaction, call.scope, page, filter);
      });
}

absl::StatusOr<std::vector<domain::ConcernHead>> Concerns::ListRecorded(
    const Call& call, const platform::core::Page& page) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::ConcernHead>> {
        return store::ListRecordedConcerns(transaction, call.scope, page, call.caller.subject);
      });
}

}  // namespace buurtbrug::registration::app
