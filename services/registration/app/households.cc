#include "registration/app/households.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "platform/access/log.h"
#include "platform/core/status.h"
#include "registration/app/notices.h"
#include "registration/app/own_families.h"
#include "registration/app/profiles.h"
#include "registration/app/readiness.h"
#include "registration/domain/duplicates.h"
#include "registration/store/duplicate_store.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using platform::access::Call;
using platform::core::Error;
using platform::core::NewUuid;
using platform::core::Receipt;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

domain::PersonChange ChangeOf(const Call& call, const HouseholdInput& input,
                              const domain::PersonRef& person, domain::PersonChangeKind kind) {
  return {person,
          kind,
          input.occurred_on,
          call.now,
          call.caller.subject,
          call.mark == platform::access::Mark::kCorrection};
}

absl::StatusOr<domain::FamilyMember> PersonOf(const domain::Household& household,
                                              const domain::PersonRef& ref) {
  const domain::FamilyMember* person = domain::FindPerson(household, ref);
  if (person == nullptr) {
    return Error(StatusCode::kNotFound, "PERSON_NOT_FOUND",
                 "there is no such person in this family", {{"field", "number"}});
  }
  return *person;
}

}  // namespace

absl::StatusOr<domain::Household> Households::Get(const Call& call,
                                                  const domain::FamilyId& family) {
  BUURTBRUG_RETURN_IF_ERROR(LearnOwnFamilies(means_, call));
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::Household> {
        BUURTBRUG_RETURN_IF_ERROR(CheckOwnFamily(transaction, call, family));
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, family));
        BUURTBRUG_ASSIGN_OR_RETURN(domain::Household household,
                                   store::ReadHousehold(transaction, call.scope, family, key));
        if (call.caller.cases == platform::access::Cases::kOwn) {
          household.target_groups.clear();
        }
        RecordShown(transaction, call, family);
        return household;
      });
}

absl::StatusOr<Receipt> Households::Change(const Call& call, const HouseholdInput& input,
                                           const Work& work) {
  return means_.gate.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyHead family,
                                   store::LockFamily(transaction, call.scope, input.family));
        BUURTBRUG_RETURN_IF_ERROR(
            platform::core::CheckEtag(input.expected_version, family.version));
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, input.family));
        BUURTBRUG_ASSIGN_OR_RETURN(
            const domain::Household before,
            store::ReadHousehold(transaction, call.scope, input.family, key));
        const store::HouseholdChange how = {key, family.version + 1, call.now, call.caller.subject};
        BUURTBRUG_ASSIGN_OR_RETURN(const Told told, work(transaction, before, how));
        BUURTBRUG_ASSIGN_OR_RETURN(
            const domain::Household after,
            store::ReadHousehold(transaction, call.scope, input.family, key));
        BUURTBRUG_RETURN_IF_ERROR(store::ReplaceDuplicateKeys(
            transaction, call.scope, means_.vault, input.family, domain::MarksOf(after)));
        TellOfCorrection(transaction, call, means_, input.family, before, after);
        Written written = {{input.family.value(), how.version}, {}};
        if (family.role == domain::FamilyRole::kSupport) {
          BUURTBRUG_ASSIGN_OR_RETURN(written.facts,
                                     RefreshReadiness(transaction, call, means_, input.family));
        }
        if (told == Told::kPeople) {
          written.facts.push_back(store::HouseholdChanged(NewUuid(call.now, means_.random),
                                                          input.family, after, input.occurred_on));
        }
        if (told != Told::kNothing) {
          BUURTBRUG_ASSIGN_OR_RETURN(auto profile,
                                     TellProfileAgain(transaction, call, means_, family, key));
          std::move(profile.begin(), profile.end(), std::back_inserter(written.facts));
        }
        return written;
      });
}

absl::StatusOr<Receipt> Households::Add(const Call& call, const HouseholdInput& input,
                                        domain::PersonKind kind, const domain::PersonFacts& facts) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckPerson(kind, facts, input.occurred_on));
  return Change(call, input,
                [&](ScopedTransaction& transaction, const domain::Household& household,
                    const store::HouseholdChange& how) -> absl::StatusOr<Told> {
                  const auto number = static_cast<int>(std::count_if(
                      household.people.begin(), household.people.end(),
                      [&](const domain::FamilyMember& person) { return person.ref.kind == kind; }));
                  if (number == (kind == domain::PersonKind::kAdult ? domain::kMostAdults
                                                                    : domain::kMostChildren)) {
                    return Error(StatusCode::kFailedPrecondition, "TOO_MANY",
                                 "the family has as many as it can have", {{"field", "kind"}});
                  }
                  if (input.occurred_on < household.people.front().first_day) {
                    return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                                 "this day lies before the registration");
                  }
                  store::AppendPerson(
                      transaction, call.scope, how,
                      ChangeOf(call, input, {kind, number + 1}, domain::PersonChangeKind::kAdded),
                      facts, {});
                  return Told::kPeople;
                });
}

absl::StatusOr<Receipt> Households::Correct(const Call& call, const HouseholdInput& input,
                                            const domain::PersonRef& ref,
                                            const domain::PersonFacts& facts) {
  return Change(
      call, input,
      [&](ScopedTransaction& transaction, const domain::Household& household,
          const store::HouseholdChange& how) -> absl::StatusOr<Told> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyMember person, PersonOf(household, ref));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckPerson(ref.kind, facts, person.first_day));
        store::AppendPerson(transaction, call.scope, how,
                            ChangeOf(call, input, ref, domain::PersonChangeKind::kCorrected), facts,
                            {});
        return Told::kProfile;
      });
}

absl::StatusOr<Receipt> Households::Leave(const Call& call, const HouseholdInput& input,
                                          const domain::PersonRef& ref,
                                          const domain::Personal& reason) {
  return Change(
      call, input,
      [&](ScopedTransaction& transaction, const domain::Household& household,
          const store::HouseholdChange& how) -> absl::StatusOr<Told> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyMember person, PersonOf(household, ref));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckLeave(household, person, input.occurred_on));
        store::AppendPerson(transaction, call.scope, how,
                            ChangeOf(call, input, ref, domain::PersonChangeKind::kLeft), {},
                            reason);
        return Told::kPeople;
      });
}

absl::StatusOr<Receipt> Households::SetContact(const Call& call, const HouseholdInput& input,
                                               const domain::Contact& contact) {
  return Change(call, input,
                [&](ScopedTransaction& transaction, const domain::Household& /*household*/,
                    const store::HouseholdChange& how) -> absl::StatusOr<Told> {
                  store::AppendContact(transaction, call.scope, how, contact);
                  return Told::kProfile;
                });
}

absl::StatusOr<Receipt> Households::SetTargetGroups(
    const Call& call, const HouseholdInput& input, const std::vector<domain::TargetGroup>& groups) {
  return Change(call, input,
                [&](ScopedTransaction& transaction, const domain::Household& /*household*/,
                    const store::HouseholdChange& how) -> absl::StatusOr<Told> {
                  store::AppendTargetGroups(transaction, call.scope, how, groups);
                  return Told::kNothing;
                });
}

}  // namespace buurtbrug::registration::app
