#include "reporting/store/fact_store.h"

#include <optional>
#include <pqxx/result>
#include <utility>

#include "buurtbrug/evaluation/v1/events.pb.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "reporting/store/sql.h"

namespace buurtbrug::reporting::store {
namespace {

namespace postgres = platform::postgres;

// As the column `kind` has them.
enum class StoredKind {
  kRequestFamilyRegistered = 1,
  kSupportFamilyRegistered = 2,
  kTrialStarted = 3,
  kMatchEndedInTrial = 4,
  kEvaluationHeld = 5,
  kMatchDefinitive = 6,
  kMatchCountedBefore = 7,
};

void PutFact(ScopedTransaction& transaction, const platform::feed::Entry& entry, StoredKind kind,
             const std::optional<domain::MatchId>& match = std::nullopt) {
  transaction.Run(
      sql::kPutFact,
      {entry.tenant.municipality, entry.tenant.contract, entry.fact.event_id,
       static_cast<int>(kind), entry.fact.occurred_on, entry.recorded_at, match, entry.correction});
}

// Nothing: reports do not count it.
std::optional<StoredKind> KindOf(const matching::v1::MatchChanged& changed) {
  switch (changed.state()) {
    case matching::v1::MATCH_STATE_IN_TRIAL:
      return StoredKind::kTrialStarted;
    case matching::v1::MATCH_STATE_ENDED_IN_TRIAL:
      return StoredKind::kMatchEndedInTrial;
    case matching::v1::MATCH_STATE_DEFINITIVE:
      return StoredKind::kMatchDefinitive;
    default:
      return std::nullopt;
  }
}

domain::FactKind KindOf(int stored) {
  switch (static_cast<StoredKind>(stored)) {
    case StoredKind::kRequestFamilyRegistered:
      return domain::FactKind::kRequestFamilyRegistered;
    case StoredKind::kSupportFamilyRegistered:
      return domain::FactKind::kSupportFamilyRegistered;
    case StoredKind::kTrialStarted:
      return domain::FactKind::kTrialStarted;
    case StoredKind::kMatchDefinitive:
      return domain::FactKind::kMatchDefinitive;
    case StoredKind::kMatchCountedBefore:
      return domain::FactKind::kMatchCountedBefore;
    default:
      return domain::FactKind::kMatchEndedInTrial;
  }
}

}  // namespace

absl::Status ApplyRegistration(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  registration::v1::FamilyChanged changed;
  if (entry.Read(changed) && changed.step() == registration::v1::FAMILY_STEP_KIND_REGISTERED) {
    PutFact(transaction, entry,
            changed.role() == registration::v1::FAMILY_ROLE_REQUEST
                ? StoredKind::kRequestFamilyRegistered
                : StoredKind::kSupportFamilyRegistered);
  }
  return absl::OkStatus();
}

absl::Status ApplyMatching(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  matching::v1::MatchChanged changed;
  matching::v1::MatchCarriedOver carried;
  if (entry.Read(changed)) {
    if (const std::optional<StoredKind> kind = KindOf(changed)) {
      BUURTBRUG_ASSIGN_OR_RETURN(const domain::MatchId match,
                                 domain::MatchId::Parse("match_id", changed.match_id()));
      PutFact(transaction, entry, *kind, match);
    }
  } else if (entry.Read(carried) && carried.counted()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::MatchId match,
                               domain::MatchId::Parse("match_id", carried.match_id()));
    PutFact(transaction, entry, StoredKind::kMatchCountedBefore, match);
  }
  return absl::OkStatus();
}

absl::Status ApplyEvaluation(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  evaluation::v1::EvaluationRecorded recorded;
  if (entry.Read(recorded)) {
    PutFact(transaction, entry, StoredKind::kEvaluationHeld);
  }
  return absl::OkStatus();
}

void ForgetFacts(ScopedTransaction& transaction) { transaction.Run(sql::kForgetFacts); }

int64_t CountFacts(ScopedTransaction& transaction) {
  return transaction.Run(sql::kCountFacts)[0]["facts"].as<int64_t>();
}

absl::StatusOr<domain::SubsidyPeriod> FindPeriod(ScopedTransaction& transaction,
                                                 const TenantScope& tenant, const std::string& name,
                                                 absl::Time known_at) {
  const pqxx::result rows =
      transaction.Run(sql::kFindPeriod, {tenant.municipality, tenant.contract, name, known_at});
  if (rows.empty()) {
    const bool known =
        transaction.Run(sql::kHasContract, {tenant.municipality, tenant.contract})[0]["known"]
            .as<bool>();
    return platform::core::Error(absl::StatusCode::kNotFound,
                                 known ? "PERIOD_NOT_FOUND" : "CONTRACT_NOT_FOUND",
                                 known ? "the contract has no such subsidy period, or had none then"
                                       : "there is no such contract of this municipality");
  }
  domain::SubsidyPeriod period;
  period.name = rows[0]["name"].c_str();
  period.first_day = postgres::ReadDay(rows[0]["first_day"]);
  period.last_day = postgres::ReadDay(rows[0]["last_day"]);
  period.target = postgres::ReadOptional<int32_t>(rows[0]["target"]);
  period.quarter_targets = postgres::ReadNumbers(rows[0]["quarter_targets"]);
  period.rule = {static_cast<domain::CountedAt>(rows[0]["counted_at"].as<int>()),
                 static_cast<domain::EndedInTrial>(rows[0]["ended_in_trial"].as<int>())};
  return period;
}

std::vector<domain::Fact> ListFacts(ScopedTransaction& transaction, const TenantScope& tenant,
                                    absl::CivilDay first, absl::CivilDay last,
                                    absl::Time known_at) {
  std::vector<domain::Fact> facts;
  for (const auto& row : transaction.Run(
           sql::kListFacts, {tenant.municipality, tenant.contract, first, last, known_at})) {
    domain::Fact fact = {KindOf(row["kind"].as<int>()), postgres::ReadDay(row["occurred_on"]),
                         postgres::ReadTime(row["recorded_at"])};
    if (!row["match_id"].is_null()) {
      fact.match = postgres::ReadId<domain::MatchId>(row["match_id"]);
    }
    fact.correction = row["correction"].as<bool>();
    facts.push_back(fact);
  }
  return facts;
}

}  // namespace buurtbrug::reporting::store
