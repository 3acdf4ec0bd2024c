#include "registration/app/readiness.h"

#include <utility>

#include "platform/core/status.h"
#include "platform/tenant/gate.h"
#include "registration/domain/offer.h"
#include "registration/store/family_store.h"
#include "registration/store/household_store.h"
#include "registration/store/link_store.h"
#include "registration/store/screening_store.h"

namespace buurtbrug::registration::app {

using absl::StatusCode;
using platform::core::Error;
using platform::core::NewUuid;
using platform::core::TenantScope;
using platform::feed::Fact;
using platform::postgres::ScopedTransaction;

namespace {

std::vector<domain::ScreenedPerson> PeopleOf(const domain::Household& household,
                                             absl::CivilDay registered_on) {
  std::vector<domain::ScreenedPerson> people;
  for (const domain::FamilyMember& member : household.people) {
    domain::ScreenedPerson person;
    person.ref = member.ref;
    person.birth_date = member.facts.birth_date;
    if (member.first_day > registered_on) {
      person.joined_on = member.first_day;
    }
    if (member.last_day) {
      person.left_on = *member.last_day + 1;
    }
    person.takes_part = member.ref.kind == domain::PersonKind::kAdult;
    people.push_back(person);
  }
  return people;
}

bool AsksFourEyes(const std::vector<domain::ProtocolVersion>& protocols, absl::CivilDay day) {
  const domain::ProtocolVersion* version = domain::VersionOn(protocols, day);
  const domain::Requirement* decision =
      version == nullptr ? nullptr
                         : platform::core::FindRequirement(version->requirements,
                                                           domain::RequirementKind::kDecision);
  return decision != nullptr && decision->four_eyes;
}

}  // namespace

void Judgement::Derive() {
  facts = domain::FactsOf(people, case_steps, steps);
  timeline = domain::ReadinessOf(facts, protocols);
}

absl::StatusOr<Judgement> LoadJudgement(ScopedTransaction& transaction, const TenantScope& tenant,
                                        store::Vault& vault, const domain::FamilyId& id) {
  BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key, vault.Find(transaction, tenant, id));
  BUURTBRUG_ASSIGN_OR_RETURN(domain::Family family, store::ReadCase(transaction, tenant, id));
  if (family.head.role != domain::FamilyRole::kSupport) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                 "only a support family can be ready");
  }
  Judgement judgement;
  judgement.head = family.head;
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Household household,
                             store::ReadHousehold(transaction, tenant, id, key));
  judgement.people = PeopleOf(household, family.head.registered_on);
  judgement.case_steps = std::move(family.steps);
  judgement.steps = store::ReadScreeningSteps(transaction, tenant, id);
  for (platform::tenant::AdoptedProtocol& adopted :
       platform::tenant::LoadProtocols(transaction, tenant)) {
    judgement.protocols.push_back({adopted.first_day, std::move(adopted.protocol.requirements)});
  }
  judgement.departed = store::IsDeparted(transaction, tenant, id);
  judgement.Derive();
  return judgement;
}

std::vector<Fact> StoreReadiness(ScopedTransaction& transaction, const platform::access::Call& call,
                                 platform::core::Random& random, const Judgement& judgement) {
  const bool over = domain::IsClosed(judgement.head.state) || judgement.departed;
  const domain::Timeline timeline = over ? domain::Timeline() : judgement.timeline;
  const std::vector<domain::Reminder> reminders =
      domain::RemindersAfter(call.today, timeline, judgement.facts, judgement.protocols);
  const store::ReadinessRow row =
      store::RowOf(timeline, reminders, judgement.protocols, call.today);
  store::PutVogDesk(transaction, call.scope, judgement.head.id,
                    domain::VogDeskOf(judgement.people, judgement.facts, judgement.steps,
                                      judgement.protocols, call.today));
  std::optional<Fact> changed = store::PutReadiness(transaction, call.scope, judgement.head.id, row,
                                                    call.today, NewUuid(call.now, random));
  std::vector<Fact> facts;
  if (changed) {
    facts.push_back(*std::move(changed));
  }
  return facts;
}

absl::StatusOr<std::vector<Fact>> RefreshReadiness(ScopedTransaction& transaction,
                                                   const platform::access::Call& call,
                                                   const Means& means,
                                                   const domain::FamilyId& family) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Judgement judgement,
                             LoadJudgement(transaction, call.scope, means.vault, family));
  return StoreReadiness(transaction, call, means.random, judgement);
}

std::vector<domain::FamilyId> HoldStale(ScopedTransaction& transaction,
                                        const platform::access::Call& call,
                                        const domain::FamilyId& behind, int most) {
  const auto protocols = platform::tenant::LoadProtocols(transaction, call.scope);
  return store::HoldStale(transaction, call.scope, static_cast<int>(protocols.size()), call.today,
                          behind, most);
}

WorkOnFamily ReadinessRefresher(const Means& means) {
  return [means](ScopedTransaction& transaction, const platform::access::Call& call,
                 const domain::FamilyId& family) {
    return RefreshReadiness(transaction, call, means, family);
  };
}

std::vector<std::string> MissingCodes(const Judgement& judgement,
                                      std::optional<absl::CivilDay> paused_until,
                                      absl::CivilDay day) {
  std::vector<std::string> codes;
  if (domain::IsClosed(judgement.head.state)) {
    codes.emplace_back("CASE_CLOSED");
  }
  if (domain::PausesOn(judgement.head.state, judgement.case_steps, paused_until, day)) {
    codes.emplace_back("PAUSED");
  }
  const domain::Interval* interval = judgement.timeline.On(day);
  if (interval == nullptr) {
    codes.emplace_back("PROTOCOL_NOT_STARTED");
    return codes;
  }
  for (const domain::Missing& missing : interval->missing) {
    const absl::string_view code = domain::CodeOf(missing.lack);
    if (codes.empty() || codes.back() != code) {
      codes.emplace_back(code);
    }
  }
  return codes;
}

absl::Status CheckDecisionByOne(const Judgement& judgement, absl::CivilDay day,
                                absl::CivilDay today) {
  if (AsksFourEyes(judgement.protocols, day) || AsksFourEyes(judgement.protocols, today)) {
    return Error(StatusCode::kFailedPrecondition, "FOUR_EYES_REQUIRED",
                 "the protocol asks for a decision that one proposes and another one confirms");
  }
  return domain::CheckComplete(
      domain::MissingForDecision(day, judgement.timeline, judgement.protocols));
}

}  // namespace buurtbrug::registration::app
