#include "matching/store/match_store.h"

#include <optional>
#include <pqxx/result>
#include <string>

#include "absl/strings/str_split.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "matching/store/match_row.h"
#include "matching/store/sql.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace postgres = platform::postgres;

domain::EndReason EndReasonOf(const pqxx::field& field) {
  return static_cast<domain::EndReason>(postgres::ReadOptional<int>(field).value_or(0));
}

std::optional<int> EndReasonColumn(const domain::MatchStep& step) {
  return step.end_reason == domain::EndReason::kDecided
             ? std::nullopt
             : std::optional<int>(static_cast<int>(step.end_reason));
}

}  // namespace

absl::Status MatchNotFound() {
  return platform::core::Error(absl::StatusCode::kNotFound, "MATCH_NOT_FOUND",
                               "there is no such match in this contract");
}

std::vector<std::string> CodesOf(const pqxx::field& field) {
  return absl::StrSplit(field.c_str(), ',', absl::SkipEmpty());
}

domain::MatchHead HeadOf(const pqxx::row& row) {
  domain::MatchHead head;
  head.id = postgres::ReadId<domain::MatchId>(row["match_id"]);
  head.request_family = postgres::ReadId<domain::FamilyId>(row["request_family_id"]);
  head.children = postgres::ReadNumbers(row["children"]);
  head.support_family = postgres::ReadId<domain::FamilyId>(row["support_family_id"]);
  head.state = static_cast<domain::MatchState>(row["state"].as<int>());
  head.last_step_on = postgres::ReadDay(row["last_step_on"]);
  head.version = row["version"].as<int64_t>();
  head.end_reason = EndReasonOf(row["end_reason"]);
  return head;
}

namespace {

std::vector<domain::MatchHead> HeadsOf(const pqxx::result& rows) {
  std::vector<domain::MatchHead> heads;
  for (const auto& row : rows) {
    heads.push_back(HeadOf(row));
  }
  return heads;
}

std::optional<std::string> TextColumn(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

}  // namespace

void InsertMatch(ScopedTransaction& transaction, const TenantScope& tenant,
                 const domain::LivingMatch& match, const domain::MatchStep& proposed,
                 int64_t readiness) {
  const domain::MatchHead& head = match.head;
  const domain::Origin& origin = match.life.origin;
  transaction.Run(
      sql::kInsertMatch,
      {tenant.municipality, tenant.contract, head.id, head.request_family, head.children,
       head.support_family, static_cast<int>(proposed.state), proposed.occurred_on,
       proposed.recorded_at, proposed.recorded_by, TextColumn(proposed.reason), proposed.correction,
       readiness, static_cast<int>(origin.kind), origin.plan, *origin.weights_version,
       match.life.held_until, proposed.overridden_rules});
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

std::vector<domain::MatchHead> HoldProposals(ScopedTransaction& transaction,
                                             const TenantScope& tenant,
                                             const domain::FamilyId& support_family,
                                             int64_t sequence) {
  return HeadsOf(transaction.Run(sql::kHoldProposals,
                                 {tenant.municipality, tenant.contract, support_family, sequence}));
}

HeldStanding HoldStanding(ScopedTransaction& transaction, const TenantScope& tenant,
                          absl::CivilDay day) {
  using platform::tenant::PeriodOnDay;
  const pqxx::result rows =
      transaction.Run(sql::kHoldStanding, {tenant.municipality, tenant.contract, day});
  const pqxx::row row = rows[0];
  HeldStanding held;
  held.term = {postgres::ReadDay(row["first_day"]), postgres::ReadOptionalDay(row["last_day"]),
               postgres::ReadOptionalDay(row["run_off_day"])};
  if (row["in_period"].as<bool>()) {
    held.period = row["sealed"].as<bool>() ? PeriodOnDay::kSealed : PeriodOnDay::kRunning;
  }
  return held;
}

void AppendStep(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::MatchHead& after, const domain::MatchStep& step) {
  transaction.Run(
      sql::kAppendStep,
      {tenant.municipality, tenant.contract, after.id, after.version, static_cast<int>(step.state),
       step.occurred_on, step.recorded_at, step.recorded_by, TextColumn(step.reason),
       step.correction, EndReasonColumn(step), static_cast<int>(step.cause),
       static_cast<int>(step.wished_by), TextColumn(step.early_reason)});
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
    step.end_reason = EndReasonOf(row["step_end_reason"]);
    step.cause = static_cast<domain::EndCause>(row["cause"].as<int>());
    step.wished_by = static_cast<domain::WishedBy>(row["wished_by"].as<int>());
    step.early_reason = postgres::ReadOptional<std::string>(row["early_reason"]).value_or("");
    step.overridden_rules = CodesOf(row["overridden_rules"]);
    match.steps.push_back(std::move(step));
  }
  return match;
}

std::vector<domain::MatchHead> ListMatches(ScopedTransaction& transaction,
                                           const TenantScope& tenant,
                                           const platform::core::Page& page,
                                           domain::EndReason end_reason) {
  return HeadsOf(end_reason == domain::EndReason::kDecided
                     ? transaction.Run(sql::kListMatches, {tenant.municipality, tenant.contract,
                                                           page.after, page.size})
                     : transaction.Run(sql::kListMatchesByEndReason,
                                       {tenant.municipality, tenant.contract, page.after, page.size,
                                        static_cast<int>(end_reason)}));
}

platform::feed::Fact MatchChanged(const platform::core::Uuid& event_id,
                                  const domain::MatchHead& after, const domain::MatchStep& step) {
  v1::MatchChanged event;
  event.set_match_id(after.id.ToString());
  event.set_request_family_id(after.request_family.ToString());
  event.set_support_family_id(after.support_family.ToString());
  event.set_state(static_cast<v1::MatchState>(step.state));
  event.mutable_children()->Add(after.children.begin(), after.children.end());
  event.set_end_reason(static_cast<v1::EndReason>(step.end_reason));
  event.set_cause(static_cast<v1::EndCause>(step.cause));
  event.set_wished_by(static_cast<v1::WishedBy>(step.wished_by));
  event.mutable_overridden_rules()->Assign(step.overridden_rules.begin(),
                                           step.overridden_rules.end());
  return platform::feed::MakeFact(event_id, step.occurred_on, event);
}

}  // namespace buurtbrug::matching::store
