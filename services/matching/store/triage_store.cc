#include "matching/store/triage_store.h"

#include <optional>
#include <pqxx/result>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "matching/domain/proposal.h"
#include "matching/store/told_profile.h"
#include "matching/store/triage_sql.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;
using domain::Casuistry;

std::set<Casuistry> CasuistrySet(const pqxx::field& field) {
  std::set<Casuistry> casuistry;
  for (const int number : postgres::ReadNumbers(field)) {
    casuistry.insert(static_cast<Casuistry>(number));
  }
  return casuistry;
}

std::vector<domain::MatchState> StatesOf(const pqxx::field& field) {
  std::vector<domain::MatchState> states;
  for (const int state : postgres::ReadNumbers(field)) {
    states.push_back(static_cast<domain::MatchState>(state));
  }
  return states;
}

// What the matches of the family tell, also those that stopped in the contracts before this one.
absl::StatusOr<std::set<Casuistry>> MatchCasuistry(ScopedTransaction& transaction,
                                                   const TenantScope& tenant,
                                                   const domain::FamilyId& request_family) {
  std::set<Casuistry> casuistry;
  TenantScope contract = tenant;
  std::string families = absl::StrCat("{", request_family.ToString(), "}");
  for (;;) {
    const pqxx::result rows =
        transaction.Run(sql::kMatchStates, {tenant.municipality, contract.contract, families});
    std::set<Casuistry> there = domain::CasuistryOf(StatesOf(rows[0]["states"]));
    if (contract == tenant) {
      casuistry = std::move(there);
    } else if (there.contains(Casuistry::kEarlierMatchEnded)) {
      casuistry.insert(Casuistry::kEarlierMatchEnded);
    }
    if (rows[0]["follows"].is_null() || casuistry.contains(Casuistry::kEarlierMatchEnded)) {
      break;
    }
    // A carried family keeps its id, and what it was there may have been merged there, too.
    families = rows[0]["families"].c_str();
    contract.contract = postgres::ReadId<core::ContractId>(rows[0]["follows"]);
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(contract)));
  }
  if (!(contract == tenant)) {
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(tenant)));
  }
  return casuistry;
}

domain::CaseNeeds NeedsOf(const domain::ToldProfile& profile) {
  domain::CaseNeeds needs;
  needs.urgency = profile.urgency;
  for (const domain::ToldNeed& need : profile.needs) {
    const auto asks_for = [&](registration::v1::SupportKind kind) {
      return ((need.terms.kinds >> kind) & 1U) != 0;
    };
    needs.children += need.child == 0 ? 0 : 1;
    needs.overnight_stay |= asks_for(registration::v1::SUPPORT_KIND_OVERNIGHT_STAY);
    needs.extra_calls |= asks_for(registration::v1::SUPPORT_KIND_EXTRA_CALLS);
    needs.role_model |= asks_for(registration::v1::SUPPORT_KIND_ROLE_MODEL);
    needs.parents |= need.child == 0 || asks_for(registration::v1::SUPPORT_KIND_TALK_WITH_PARENT);
  }
  return needs;
}

void PutCoordination(ScopedTransaction& transaction, const TenantScope& tenant,
                     const std::string& first_day, const tenancy::v1::Coordination& coordination) {
  std::vector<int32_t> casuistry, kinds, minutes;
  for (const int one : coordination.professional_casuistry()) {
    casuistry.push_back(one);
  }
  for (const tenancy::v1::StepMinutes& one : coordination.step_minutes()) {
    kinds.push_back(one.step());
    minutes.push_back(one.minutes());
  }
  transaction.Run(sql::kPutCoordinationTerms,
                  {tenant.municipality, tenant.contract, first_day,
                   static_cast<int>(coordination.volunteers()), casuistry, kinds, minutes});
}

}  // namespace

absl::StatusOr<TriageCase> ReadTriage(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const domain::FamilyId& request_family, absl::CivilDay day) {
  const pqxx::result rows = transaction.Run(
      sql::kReadTriage, {tenant.municipality, tenant.contract, request_family, day});
  if (rows.empty()) {
    return core::Error(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                       "there is no such family in this contract",
                       {{"field", "request_family_id"}});
  }
  const pqxx::row row = rows[0];
  if (row["role"].as<int>() != static_cast<int>(domain::FamilyRole::kRequest)) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "WRONG_ROLE",
                       "a triage is about a request family", {{"field", "request_family_id"}});
  }
  TriageCase triage;
  if (!row["volunteers"].is_null()) {
    triage.terms = {static_cast<domain::Volunteers>(row["volunteers"].as<int>()),
                    CasuistrySet(row["professional_casuistry"])};
  }
  std::optional<domain::ToldProfile> profile;
  if (!row["told"].is_null()) {
    BUURTBRUG_ASSIGN_OR_RETURN(profile, ToldProfileOfBytes(postgres::ReadBytes(row["told"]),
                                                           postgres::ReadDay(row["told_on"])));
  }
  if (profile && !profile->needs.empty()) {
    triage.casuistry = domain::CasuistryOf(NeedsOf(*profile));
    BUURTBRUG_ASSIGN_OR_RETURN(std::set<Casuistry> of_matches,
                               MatchCasuistry(transaction, tenant, request_family));
    triage.casuistry->merge(of_matches);
  }
  if (!row["number"].is_null()) {
    domain::TriageDecision decision;
    decision.outcome = static_cast<domain::TriageOutcome>(row["outcome"].as<int>());
    decision.proposed = static_cast<domain::TriageOutcome>(row["proposed"].as<int>());
    decision.occurred_on = postgres::ReadDay(row["occurred_on"]);
    decision.recorded_at = postgres::ReadTime(row["recorded_at"]);
    decision.recorded_by = row["recorded_by"].c_str();
    decision.reason = row["reason"].c_str();
    decision.correction = row["correction"].as<bool>();
    triage.decision = std::move(decision);
    triage.version = row["number"].as<int64_t>();
  }
  return triage;
}

void AppendTriage(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::FamilyId& request_family, int64_t number,
                  const domain::TriageDecision& decision) {
  transaction.Run(sql::kAppendTriage,
                  {tenant.municipality, tenant.contract, request_family, number,
                   static_cast<int>(decision.outcome), static_cast<int>(decision.proposed),
                   decision.occurred_on, decision.recorded_at, decision.recorded_by,
                   decision.reason, decision.correction});
}

absl::Status ApplyCoordination(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  tenancy::v1::ContractOpened opened;
  tenancy::v1::ProtocolAdopted adopted;
  if (entry.Read(opened)) {
    PutCoordination(transaction, entry.tenant, opened.contract().first_day(),
                    opened.protocol().coordination());
  } else if (entry.Read(adopted)) {
    PutCoordination(transaction, entry.tenant, adopted.first_day(),
                    adopted.protocol().coordination());
  }
  return absl::OkStatus();
}

platform::feed::Fact TriageDecided(const platform::core::Uuid& event_id,
                                   const domain::FamilyId& request_family,
                                   const domain::TriageDecision& decision) {
  v1::TriageDecided decided;
  decided.set_request_family_id(request_family.ToString());
  decided.set_outcome(static_cast<v1::TriageOutcome>(decision.outcome));
  decided.set_proposed(static_cast<v1::TriageOutcome>(decision.proposed));
  return platform::feed::MakeFact(event_id, decision.occurred_on, decided);
}

}  // namespace buurtbrug::matching::store
