#include "matching/store/match_store.h"

#include <optional>
#include <pqxx/result>
#include <string>

#include "buurtbrug/matching/v1/events.pb.h"
#include "matching/store/match_row.h"
#include "matching/store/sql.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace postgres = platform::postgres;

absl::Status MatchNotFound() {
  return platform::core::Error(absl::StatusCode::kNotFound, "MATCH_NOT_FOUND",
                               "there is no such match in this contract");
}

}  // namespace

domain::MatchHead HeadOf(const pqxx::row& row) {
  domain::MatchHead head;
  head.id = postgres::ReadId<domain::MatchId>(row["match_id"]);
  head.request_family = postgres::ReadId<domain::FamilyId>(row["request_family_id"]);
  head.children = postgres::ReadNumbers(row["children"]);
  head.support_family = postgres::ReadId<domain::FamilyId>(row["support_family_id"]);
  head.state = static_cast<domain::MatchState>(row["state"].as<int>());
  head.last_step_on = postgres::ReadDay(row["last_step_on"]);
  head.version = row["version"].as<int64_t>();
  return head;
}

namespace {

std::optional<std::string> ReasonColumn(const domain::MatchStep& step) {
  return step.reason.empty() ? std::nullopt : std::optional<std::string>(step.reason);
}

}  // namespace

void InsertMatch(ScopedTransaction& transaction, const TenantScope& tenant,
                 const domain::MatchHead& match, const domain::MatchStep& proposed) {
  transaction.Run(
      sql::kInsertMatch,
      {tenant.municipality, tenant.contract, match.id, match.request_family, match.children,
       match.support_family, static_cast<int>(proposed.state), proposed.occurred_on,
       proposed.recorded_at, proposed.recorded_by, ReasonColumn(proposed), proposed.correction});
}

absl::StatusOr<domain::MatchHead> LockMatch(ScopedTransaction& transaction,
                                            const TenantScope& tenant, const domain::MatchId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kLockMatch, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return MatchNotFound();
  }
  return HeadOf(rows[0]);
}

absl::StatusOr<domain::FamilyId> SupportFamilyOf(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::MatchId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kSupportFamily, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return MatchNotFound();
  }
  return postgres::ReadId<domain::FamilyId>(rows[0]["support_family_id"]);
}

std::vector<domain::MatchState> StatesOfSupportFamily(ScopedTransaction& transaction,
                                                      const TenantScope& tenant,
                                                      const domain::FamilyId& support_family) {
  std::vector<domain::MatchState> states;
  for (const auto& row : transaction.Run(sql::kStatesOfSupportFamily,
                                         {tenant.municipality, tenant.contract, support_family})) {
    states.push_back(static_cast<domain::MatchState>(row["state"].as<int>()));
  }
  return states;
}

void AppendStep(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::MatchHead& after, const domain::MatchStep& step) {
  transaction.Run(
      sql::kAppendStep,
      {tenant.municipality, tenant.contract, after.id, after.version, static_cast<int>(step.state),
       step.occurred_on, step.recorded_at, step.recorded_by, ReasonColumn(step), step.correction});
}

absl::StatusOr<domain::Match> ReadMatch(ScopedTransaction& transaction, const TenantScope& tenant,
                                        const domain::MatchId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kReadMatch, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return MatchNotFound();
  }
  domain::Match match;
  match.head = HeadOf(rows[0]);
  if (!rows[0]["carried_from_contract_id"].is_null()) {
    match.carried_from =
        postgres::ReadId<platform::core::ContractId>(rows[0]["carried_from_contract_id"]);
  }
  for (const auto& row : rows) {
    domain::MatchStep step;
    step.state = static_cast<domain::MatchState>(row["step_state"].as<int>());
    step.occurred_on = postgres::ReadDay(row["occurred_on"]);
    step.recorded_at = postgres::ReadTime(row["recorded_at"]);
    step.recorded_by = row["recorded_by"].c_str();
    step.reason = postgres::ReadOptional<std::string>(row["reason"]).value_or("");
    step.correction = row["correction"].as<bool>();
    match.steps.push_back(std::move(step));
  }
  return match;
}

std::vector<domain::MatchHead> ListMatches(ScopedTransaction& transaction,
                                           const TenantScope& tenant,
                                           const platform::core::Page& page) {
  std::vector<domain::MatchHead> heads;
  for (const auto& row : transaction.Run(
           sql::kListMatches, {tenant.municipality, tenant.contract, page.after, page.size})) {
    heads.push_back(HeadOf(row));
  }
  return heads;
}

platform::feed::Fact MatchChanged(const platform::core::Uuid& event_id,
                                  const domain::MatchHead& after, const domain::MatchStep& step) {
  v1::MatchChanged event;
  event.set_match_id(after.id.ToString());
  event.set_request_family_id(after.request_family.ToString());
  event.set_support_family_id(after.support_family.ToString());
  event.set_state(static_cast<v1::MatchState>(step.state));
  return platform::feed::MakeFact(event_id, step.occurred_on, event);
}

}  // namespace buurtbrug::matching::store
