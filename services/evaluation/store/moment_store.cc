#include "evaluation/store/moment_store.h"

#include <pqxx/result>
#include <string>

#include "buurtbrug/evaluation/v1/events.pb.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "evaluation/store/sql.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::evaluation::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

absl::Status MatchNotFound() {
  return core::Error(absl::StatusCode::kNotFound, "MATCH_NOT_FOUND",
                     "there is no such match in this contract");
}

domain::Match MatchOf(const pqxx::row& row) {
  domain::Match match;
  match.id = postgres::ReadId<domain::MatchId>(row["match_id"]);
  match.state = static_cast<domain::MatchState>(row["state"].as<int>());
  match.trial_first_day = postgres::ReadOptionalDay(row["trial_first_day"]);
  match.definitive_on = postgres::ReadOptionalDay(row["definitive_on"]);
  match.ended_on = postgres::ReadOptionalDay(row["ended_on"]);
  return match;
}

domain::Moment MomentOf(const pqxx::row& row) {
  domain::Moment moment;
  moment.number = row["number"].as<int>();
  moment.kind = static_cast<domain::MomentKind>(row["kind"].as<int>());
  moment.state = static_cast<domain::MomentState>(row["moment_state"].as<int>());
  moment.planned_on = postgres::ReadOptionalDay(row["planned_on"]);
  if (moment.state == domain::MomentState::kRecorded) {
    domain::Evaluation evaluation;
    evaluation.occurred_on = postgres::ReadDay(row["occurred_on"]);
    evaluation.formal_care = static_cast<domain::FormalCare>(row["formal_care"].as<int>());
    evaluation.recorded_at = postgres::ReadTime(row["recorded_at"]);
    evaluation.recorded_by = row["recorded_by"].c_str();
    evaluation.correction = row["correction"].as<bool>();
    moment.evaluation = std::move(evaluation);
  }
  return moment;
}

}  // namespace

absl::StatusOr<std::optional<domain::MatchStep>> MatchStepOf(const platform::feed::Entry& entry) {
  matching::v1::MatchChanged event;
  if (!entry.Read(event) || event.state() == matching::v1::MATCH_STATE_UNSPECIFIED ||
      !matching::v1::MatchState_IsValid(event.state())) {
    return std::nullopt;
  }
  domain::MatchStep step;
  BUURTBRUG_ASSIGN_OR_RETURN(step.match, domain::MatchId::Parse("match_id", event.match_id()));
  step.state = static_cast<domain::MatchState>(event.state());
  step.occurred_on = entry.fact.occurred_on;
  return step;
}

absl::StatusOr<std::optional<domain::CarriedMatch>> CarriedMatchOf(
    const platform::feed::Entry& entry) {
  matching::v1::MatchCarriedOver event;
  if (!entry.Read(event)) {
    return std::nullopt;
  }
  domain::CarriedMatch carried;
  BUURTBRUG_ASSIGN_OR_RETURN(carried.match.id,
                             domain::MatchId::Parse("match_id", event.match_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(carried.from,
                             core::ContractId::Parse("from_contract_id", event.from_contract_id()));
  carried.match.state = static_cast<domain::MatchState>(event.state());
  BUURTBRUG_ASSIGN_OR_RETURN(carried.match.trial_first_day,
                             core::ParseDay("trial_first_day", event.trial_first_day()));
  if (event.has_definitive_on()) {
    BUURTBRUG_ASSIGN_OR_RETURN(carried.match.definitive_on,
                               core::ParseDay("definitive_on", event.definitive_on()));
  }
  return carried;
}

std::optional<domain::Match> LockMatch(ScopedTransaction& transaction, const TenantScope& tenant,
                                       const domain::MatchId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kLockMatch, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return std::nullopt;
  }
  return MatchOf(rows[0]);
}

void PutMatch(ScopedTransaction& transaction, const TenantScope& tenant, const domain::Match& match,
              const std::vector<domain::Moment>& plan) {
  std::vector<int32_t> numbers, kinds, states;
  std::vector<std::string> days;
  for (const domain::Moment& moment : plan) {
    numbers.push_back(moment.number);
    kinds.push_back(static_cast<int>(moment.kind));
    states.push_back(static_cast<int>(moment.state));
    days.push_back(moment.planned_on ? core::FormatDay(*moment.planned_on) : "");
  }
  transaction.Run(
      sql::kPutMatch,
      {tenant.municipality, tenant.contract, match.id, static_cast<int>(match.state),
       match.trial_first_day, match.definitive_on, match.ended_on, numbers, kinds, states, days});
}

std::string TakeMoments(ScopedTransaction& transaction, const TenantScope& tenant,
                        const domain::MatchId& id, const core::ContractId& to) {
  return transaction
      .Run(sql::kTakeMoments, {tenant.municipality, tenant.contract, id, to})[0]["moments"]
      .c_str();
}

void PutMoments(ScopedTransaction& transaction, const std::string& moments) {
  transaction.Run(sql::kPutMoments, {moments});
}

absl::StatusOr<MomentOfMatch> LockMoment(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const domain::MatchId& id, int number) {
  const pqxx::result rows =
      transaction.Run(sql::kLockMoment, {tenant.municipality, tenant.contract, id, number});
  if (!rows.empty()) {
    return MomentOfMatch{MatchOf(rows[0]), MomentOf(rows[0])};
  }
  if (transaction.Run(sql::kHasMatch, {tenant.municipality, tenant.contract, id}).empty()) {
    return MatchNotFound();
  }
  return core::Error(absl::StatusCode::kNotFound, "MOMENT_NOT_FOUND",
                     "the protocol plans no such moment for this match, or not yet",
                     {{"field", "number"}});
}

void RecordMoment(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::MatchId& id, int number, const domain::Evaluation& evaluation) {
  transaction.Run(sql::kRecordMoment,
                  {tenant.municipality, tenant.contract, id, number, evaluation.occurred_on,
                   static_cast<int>(evaluation.formal_care), evaluation.recorded_at,
                   evaluation.recorded_by, evaluation.correction});
}

absl::StatusOr<std::vector<domain::Moment>> ListMoments(ScopedTransaction& transaction,
                                                        const TenantScope& tenant,
                                                        const domain::MatchId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kListMoments, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return MatchNotFound();
  }
  std::vector<domain::Moment> moments;
  for (const auto& row : rows) {
    if (!row["number"].is_null()) {
      moments.push_back(MomentOf(row));
    }
  }
  return moments;
}

platform::feed::Fact EvaluationRecorded(const platform::core::Uuid& event_id,
                                        const domain::MatchId& id, const domain::Moment& moment,
                                        const domain::Evaluation& evaluation) {
  v1::EvaluationRecorded event;
  event.set_match_id(id.ToString());
  event.set_number(moment.number);
  event.set_kind(static_cast<v1::MomentKind>(moment.kind));
  event.set_formal_care(static_cast<v1::FormalCare>(evaluation.formal_care));
  return platform::feed::MakeFact(event_id, evaluation.occurred_on, event);
}

}  // namespace buurtbrug::evaluation::store
