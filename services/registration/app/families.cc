#include "registration/app/families.h"

#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/access/log.h"
#include "platform/core/status.h"
#include "registration/app/own_families.h"
#include "registration/app/readiness.h"
#include "registration/domain/offer.h"
#include "registration/store/family_store.h"
#include "registration/store/profile_store.h"

namespace buurtbrug::registration::app {

using absl::StatusCode;
using platform::core::Error;
using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

domain::FamilyStep StepOf(const Call& call, const StepInput& input) {
  return {input.kind,          input.occurred_on, call.now,
          call.caller.subject, input.adult,       call.mark == platform::access::Mark::kCorrection};
}

// A case that is closed is not ready any more.
bool ChangesReadiness(const domain::FamilyHead& after, domain::StepKind kind) {
  return after.role == domain::FamilyRole::kSupport &&
         (kind == domain::StepKind::kVogSeen || kind == domain::StepKind::kTrainingDone ||
          kind == domain::StepKind::kScreeningDone || domain::IsClosed(after.state));
}

}  // namespace

absl::StatusOr<store::NewFamily> Receive(const Call& call, absl::CivilDay occurred_on,
                                         const domain::Registration& registration,
                                         platform::core::Random& random) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckRegistration(registration, occurred_on));
  domain::FamilyHead head;
  head.id = domain::FamilyId(NewUuid(call.now, random));
  head.role = registration.role;
  head.registered_on = occurred_on;
  head.adults = static_cast<int>(registration.adult_names.size());
  head.children = static_cast<int>(registration.child_birth_dates.size());
  head.version = 1;
  return store::NewFamily{registration, head,
                          StepOf(call, {head.id, domain::StepKind::kRegistered, occurred_on})};
}

absl::StatusOr<Receipt> Families::Register(const Call& call, absl::CivilDay occurred_on,
                                           const domain::Registration& registration) {
  BUURTBRUG_ASSIGN_OR_RETURN(const store::NewFamily family,
                             Receive(call, occurred_on, registration, means_.random));
  return means_.gate.Admit(
      {call, occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(
            store::InsertFamily(transaction, call.scope, means_.vault, family));
        if (registration.role == domain::FamilyRole::kSupport) {
          // The VOG desk knows it from then on. It is not ready yet: there is nothing to tell.
          BUURTBRUG_RETURN_IF_ERROR(
              RefreshReadiness(transaction, call, means_, family.head.id).status());
        }
        return Written{{family.head.id.value(), family.head.version},
                       {store::FamilyChanged(NewUuid(call.now, means_.random), family.head,
                                             family.registered)}};
      });
}

absl::StatusOr<Receipt> Families::RecordStep(const Call& call, const StepInput& input) {
  return means_.gate.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::FamilyHead family,
                                   store::LockFamily(transaction, call.scope, input.family));
        BUURTBRUG_RETURN_IF_ERROR(
            platform::core::CheckEtag(input.expected_version, family.version));
        BUURTBRUG_ASSIGN_OR_RETURN(family.state,
                                   domain::StateAfter(family, input.kind, input.occurred_on));
        if (input.adult && (*input.adult < 1 || *input.adult > family.adults)) {
          return Error(StatusCode::kNotFound, "ADULT_NOT_FOUND",
                       absl::StrCat("the family has adults 1 to ", family.adults),
                       {{"field", "adult"}});
        }
        if (input.kind == domain::StepKind::kScreeningDone) {
          family.capacity = input.capacity;
          BUURTBRUG_ASSIGN_OR_RETURN(
              const Judgement before,
              LoadJudgement(transaction, call.scope, means_.vault, input.family));
          BUURTBRUG_RETURN_IF_ERROR(CheckDecisionByOne(before, input.occurred_on, call.today));
        }
        ++family.version;
        const domain::FamilyStep step = StepOf(call, input);
        store::AppendStep(transaction, call.scope, family, step);
        Written written = {{family.id.value(), family.version},
                           {store::FamilyChanged(NewUuid(call.now, means_.random), family, step)}};
        if (ChangesReadiness(family, input.kind)) {
          BUURTBRUG_ASSIGN_OR_RETURN(std::vector<platform::feed::Fact> facts,
                                     RefreshReadiness(transaction, call, means_, input.family));
          std::move(facts.begin(), facts.end(), std::back_inserter(written.facts));
        }
        return written;
      });
}

absl::StatusOr<domain::Family> Families::Get(const Call& call, const domain::FamilyId& id) {
  BUURTBRUG_RETURN_IF_ERROR(LearnOwnFamilies(means_, call));
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::Family> {
        BUURTBRUG_RETURN_IF_ERROR(CheckOwnFamily(transaction, call, id));
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, id));
        BUURTBRUG_ASSIGN_OR_RETURN(domain::Family family,
                                   store::ReadFamily(transaction, call.scope, id, key));
        if (family.head.state == domain::FamilyState::kPaused) {
          family.head.state = domain::StateOn(
              family.head.state, store::ReadListing(transaction, call.scope, id).paused_until,
              call.today);
        }
        if (call.caller.cases == platform::access::Cases::kOwn) {
          std::erase_if(family.steps, [](const domain::FamilyStep& step) {
            return !domain::IsForGuides(step.kind);
          });
        }
        RecordShown(transaction, call, id);
        return family;
      });
}

absl::StatusOr<std::vector<domain::FamilyHead>> Families::List(const Call& call,
                                                               const platform::core::Page& page,
                                                               const store::FamilyFilter& filter) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::FamilyHead>> {
        return store::ListFamilies(transaction, call.scope, page, filter, call.today);
      });
}

absl::StatusOr<Readiness> Families::CheckReadiness(const Call& call, const domain::FamilyId& id,
                                                   absl::CivilDay day) {
  return means_.database.Run(
      Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::StatusOr<Readiness> {
        BUURTBRUG_ASSIGN_OR_RETURN(const Judgement judgement,
                                   LoadJudgement(transaction, call.scope, means_.vault, id));
        const domain::Listing listing = store::ReadListing(transaction, call.scope, id);
        return Readiness{MissingCodes(judgement, listing.paused_until, day),
                         judgement.head.capacity};
      });
}

}  // namespace buurtbrug::registration::app
