#include "registration/app/screenings.h"

#include <utility>

#include "absl/strings/match.h"
#include "platform/access/log.h"
#include "platform/core/status.h"
#include "platform/tenant/gate.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::core::NewUuid;
using platform::core::Receipt;
using platform::feed::Fact;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

using Facts = std::vector<Fact>;

// The step of the case that a decision is.
domain::StepKind CaseStepOf(domain::DecisionOutcome outcome) {
  return outcome == domain::DecisionOutcome::kAccept ? domain::StepKind::kScreeningDone
                                                     : domain::StepKind::kRejected;
}

// Nothing has to be there to reject a family.
absl::Status CheckBeforeDecision(const Judgement& judgement, domain::DecisionOutcome outcome,
                                 absl::CivilDay day) {
  BUURTBRUG_RETURN_IF_ERROR(domain::StateAfter(judgement.head, CaseStepOf(outcome), day).status());
  if (outcome == domain::DecisionOutcome::kReject) {
    return absl::OkStatus();
  }
  return domain::CheckComplete(
      domain::MissingForDecision(day, judgement.timeline, judgement.protocols));
}

// `step` as it is recorded by the call, the next of the family.
domain::ScreeningStep Recorded(const Call& call, domain::ScreeningStep step, Judgement& judgement) {
  step.number = ++judgement.head.version;
  step.recorded_at = call.now;
  step.recorded_by = call.caller.subject;
  step.correction = call.mark == platform::access::Mark::kCorrection;
  return step;
}

}  // namespace

absl::StatusOr<Receipt> Screenings::Write(const Call& call, const domain::FamilyId& id,
                                          absl::CivilDay occurred_on, int64_t expected_version,
                                          const Work& work) {
  return means_.gate.Admit(
      {call, occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyHead head,
                                   store::LockFamily(transaction, call.scope, id));
        BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(expected_version, head.version));
        // A step of an open case of a support family, as a VOG is.
        BUURTBRUG_RETURN_IF_ERROR(
            domain::StateAfter(head, domain::StepKind::kVogSeen, occurred_on).status());
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, id));
        BUURTBRUG_ASSIGN_OR_RETURN(Judgement judgement,
                                   LoadJudgement(transaction, call.scope, means_.vault, id));
        BUURTBRUG_ASSIGN_OR_RETURN(Facts facts, work(transaction, key, judgement));
        judgement.Derive();
        for (Fact& fact : StoreReadiness(transaction, call, means_.random, judgement)) {
          facts.push_back(std::move(fact));
        }
        return Written{{id.value(), judgement.head.version}, std::move(facts)};
      });
}

absl::StatusOr<Receipt> Screenings::Record(const Call& call, const ScreeningInput& input) {
  if (input.step.kind == domain::ScreeningStepKind::kExemptionGranted &&
      absl::EqualsIgnoreCase(input.texts.approver.Reveal(), call.caller.subject)) {
    return platform::core::InvalidField("approver", "APPROVER_SAME",
                                        "another person than the one who records it approves it");
  }
  return Write(call, input.family, input.step.occurred_on, input.expected_version,
               [&](ScopedTransaction& transaction, const store::FamilyKey& key,
                   Judgement& judgement) -> absl::StatusOr<Facts> {
                 BUURTBRUG_RETURN_IF_ERROR(
                     domain::CheckScreeningStep(input.step, judgement.people, judgement.steps));
                 if (input.step.kind == domain::ScreeningStepKind::kDecisionProposed) {
                   BUURTBRUG_RETURN_IF_ERROR(
                       CheckBeforeDecision(judgement, *input.step.outcome, input.step.occurred_on));
                 }
                 judgement.steps.push_back(Recorded(call, input.step, judgement));
                 store::AppendScreeningStep(transaction, call.scope, key, judgement.steps.back(),
                                            input.texts);
                 return Facts{};
               });
}

absl::StatusOr<Receipt> Screenings::Confirm(const Call& call, const domain::FamilyId& family,
                                            absl::CivilDay occurred_on, int64_t expected_proposal,
                                            int64_t expected_version) {
  return Write(
      call, family, occurred_on, expected_version,
      [&](ScopedTransaction& transaction, const store::FamilyKey& key,
          Judgement& judgement) -> absl::StatusOr<Facts> {
        const domain::ScreeningStep* open = domain::OpenProposal(judgement.steps);
        BUURTBRUG_RETURN_IF_ERROR(
            domain::CheckConfirmation(open, expected_proposal, call.caller.subject, occurred_on));
        const domain::ScreeningStep proposal = *open;
        BUURTBRUG_RETURN_IF_ERROR(CheckBeforeDecision(judgement, *proposal.outcome, occurred_on));
        domain::ScreeningStep confirmed;
        confirmed.kind = domain::ScreeningStepKind::kDecisionConfirmed;
        confirmed.occurred_on = occurred_on;
        confirmed.about = proposal.number;
        confirmed.outcome = proposal.outcome;
        confirmed.capacity = proposal.capacity;
        judgement.steps.push_back(Recorded(call, confirmed, judgement));
        store::AppendScreeningStep(transaction, call.scope, key, judgement.steps.back(), {});
        const domain::StepKind kind = CaseStepOf(*proposal.outcome);
        BUURTBRUG_ASSIGN_OR_RETURN(judgement.head.state,
                                   domain::StateAfter(judgement.head, kind, occurred_on));
        judgement.head.capacity = proposal.capacity;
        ++judgement.head.version;
        judgement.case_steps.push_back({kind, occurred_on, call.now, call.caller.subject,
                                        std::nullopt,
                                        call.mark == platform::access::Mark::kCorrection});
        store::AppendStep(transaction, call.scope, judgement.head, judgement.case_steps.back());
        return Facts{store::FamilyChanged(NewUuid(call.now, means_.random), judgement.head,
                                          judgement.case_steps.back())};
      });
}

absl::StatusOr<Screening> Screenings::Get(const Call& call, const domain::FamilyId& family) {
  return means_.database.Run(
      Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::StatusOr<Screening> {
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, family));
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::Family the_case,
                                   store::ReadCase(transaction, call.scope, family));
        BUURTBRUG_ASSIGN_OR_RETURN(std::vector<store::ScreeningRecord> records,
                                   store::ReadScreeningRecords(transaction, call.scope, key));
        platform::access::RecordDisclosure(transaction, call, family);
        return Screening{std::move(records), the_case.head.version};
      });
}

absl::StatusOr<ReadinessView> Screenings::Readiness(const Call& call,
                                                    const domain::FamilyId& family,
                                                    absl::CivilDay first_day,
                                                    absl::CivilDay last_day) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<ReadinessView> {
        BUURTBRUG_ASSIGN_OR_RETURN(const Judgement judgement,
                                   LoadJudgement(transaction, call.scope, means_.vault, family));
        ReadinessView view{judgement.timeline.Between(first_day, last_day),
                           domain::RemindersAfter(call.today, judgement.timeline, judgement.facts,
                                                  judgement.protocols),
                           judgement.head.version};
        platform::access::RecordDisclosure(transaction, call, family);
        return view;
      });
}

absl::StatusOr<std::vector<store::DeskRow>> Screenings::VogDesk(const Call& call,
                                                                domain::VogStatus status,
                                                                const store::DeskPage& page) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<store::DeskRow>> {
        return store::ListVogDesk(transaction, call.scope, status, call.today, page);
      });
}

absl::StatusOr<std::vector<store::LapseRow>> Screenings::Lapses(const Call& call, int within_days,
                                                                const store::LapsePage& page) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<store::LapseRow>> {
        return store::ListLapses(transaction, call.scope, call.today + within_days, page);
      });
}

absl::StatusOr<Receipt> Screenings::Refresh(const Call& call) {
  return means_.gate.Admit(
      {call, call.today},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(
            const Worked judged,
            WorkOn(transaction, call, HoldStale(transaction, call, {}, kMostRefreshed),
                   ReadinessRefresher(means_)));
        return Written{{call.scope.contract.value(), judged.done}, judged.facts};
      });
}

}  // namespace buurtbrug::registration::app
