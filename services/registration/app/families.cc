#include "registration/app/families.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/access/log.h"
#include "platform/core/status.h"
#include "registration/domain/screening_steps.h"
#include "registration/store/family_store.h"

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
        }
        ++family.version;
        const domain::FamilyStep step = StepOf(call, input);
        store::AppendStep(transaction, call.scope, family, step);
        return Written{{family.id.value(), family.version},
                       {store::FamilyChanged(NewUuid(call.now, means_.random), family, step)}};
      });
}

absl::StatusOr<domain::Family> Families::Get(const Call& call, const domain::FamilyId& id) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::Family> {
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, id));
        BUURTBRUG_ASSIGN_OR_RETURN(domain::Family family,
                                   store::ReadFamily(transaction, call.scope, id, key));
        platform::access::RecordDisclosure(transaction, call, id);
        return family;
      });
}

absl::StatusOr<std::vector<domain::FamilyHead>> Families::List(
    const Call& call, const platform::core::Page& page, std::optional<domain::FamilyRole> role) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::FamilyHead>> {
        return store::ListFamilies(transaction, call.scope, page, role);
      });
}

absl::StatusOr<Readiness> Families::CheckReadiness(const Call& call, const domain::FamilyId& id,
                                                   absl::CivilDay day) {
  return means_.database.Run(
      Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::StatusOr<Readiness> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::Family family,
                                   store::ReadCase(transaction, call.scope, id));
        if (family.head.role != domain::FamilyRole::kSupport) {
          return Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                       "only a support family can be ready");
        }
        std::vector<domain::Person> people;
        for (int number = 1; number <= family.head.adults; ++number) {
          people.push_back({.ref = {domain::PersonKind::kAdult, number}});
        }
        int number = 0;
        for (const absl::CivilDay birth : family.child_birth_dates) {
          people.push_back({.ref = {domain::PersonKind::kChild, ++number},
                            .birth_date = birth,
                            .takes_part = false});
        }
        std::vector<domain::ProtocolVersion> protocols;
        for (const auto& adopted : platform::tenant::LoadProtocols(transaction, call.scope)) {
          protocols.push_back({adopted.first_day, adopted.protocol.requirements});
        }
        const domain::Timeline timeline =
            domain::ReadinessOf(domain::FactsOf(people, family.steps, {}), protocols);
        Readiness readiness = {{}, family.head.capacity};
        if (timeline.On(day) == nullptr) {
          readiness.missing.emplace_back("PROTOCOL_NOT_STARTED");
        } else {
          for (const domain::Missing& missing : timeline.On(day)->missing) {
            if (readiness.missing.empty() ||
                readiness.missing.back() != domain::CodeOf(missing.lack)) {
              readiness.missing.emplace_back(domain::CodeOf(missing.lack));
            }
          }
        }
        return readiness;
      });
}

}  // namespace buurtbrug::registration::app
