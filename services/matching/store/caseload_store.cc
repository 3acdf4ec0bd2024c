#include "matching/store/caseload_store.h"

#include <pqxx/result>

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "matching/store/caseload_sql.h"
#include "matching/store/match_store.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;
using absl::StatusCode;

absl::Status CheckReplaced(ScopedTransaction& transaction, const TenantScope& tenant,
                           const MinutesRecord& record) {
  const pqxx::result rows = transaction.Run(
      sql::kFindMinutes,
      {tenant.municipality, tenant.contract, *record.replaces, record.match, record.recorded_by});
  if (rows.empty()) {
    return core::Error(StatusCode::kNotFound, "RECORD_NOT_FOUND",
                       "the caller made no such record for this match", {{"field", "replaces"}});
  }
  if (rows[0]["replaced"].as<bool>()) {
    return core::Error(StatusCode::kFailedPrecondition, "RECORD_REPLACED",
                       "another record took its place; replace that one", {{"field", "replaces"}});
  }
  // What takes its place changes the figures of its day, too.
  if (rows[0]["sealed"].as<bool>() && !record.correction) {
    return core::Error(
        StatusCode::kFailedPrecondition, "PERIOD_SEALED",
        "the subsidy period of that record is closed: replace it by a correction on a day of it",
        {{"field", "replaces"}, {"occurred_on", rows[0]["occurred_on"].c_str()}});
  }
  return absl::OkStatus();
}

// The minutes that the protocol gives for this work; nothing: it does not say.
std::optional<int> UsualMinutes(const pqxx::row& row, domain::WorkKind work) {
  if (row["work_kinds"].is_null()) {
    return std::nullopt;
  }
  const std::vector<int32_t> kinds = postgres::ReadNumbers(row["work_kinds"]);
  const std::vector<int32_t> minutes = postgres::ReadNumbers(row["work_minutes"]);
  for (size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] == static_cast<int>(work)) {
      return minutes[i];
    }
  }
  return std::nullopt;
}

void PutHours(ScopedTransaction& transaction, const TenantScope& tenant,
              const tenancy::v1::SubsidyPeriod& period, int64_t version) {
  const tenancy::v1::CoordinatorHours& hours = period.coordinator_hours();
  transaction.Run(sql::kPutPeriodHours,
                  {tenant.municipality, tenant.contract, period.name(), hours.minutes(),
                   static_cast<int>(hours.precision()), static_cast<int>(hours.per()), version});
}

}  // namespace

absl::Status KeepMatch(ScopedTransaction& transaction, const TenantScope& tenant,
                       const domain::MatchId& match) {
  return transaction.Run(sql::kKeepMatch, {tenant.municipality, tenant.contract, match}).empty()
             ? MatchNotFound()
             : absl::OkStatus();
}

absl::Status InsertMinutes(ScopedTransaction& transaction, const TenantScope& tenant,
                           const MinutesRecord& record) {
  if (record.replaces) {
    BUURTBRUG_RETURN_IF_ERROR(CheckReplaced(transaction, tenant, record));
  }
  transaction.Run(sql::kInsertMinutes,
                  {tenant.municipality, tenant.contract, record.id, record.match,
                   static_cast<int>(record.work), record.minutes, record.replaces,
                   record.occurred_on, record.recorded_at, record.recorded_by, record.correction});
  return absl::OkStatus();
}

std::vector<domain::MinutesSpent> MinutesSpentIn(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::PeriodDays& days) {
  std::vector<domain::MinutesSpent> spent;
  for (const auto& row : transaction.Run(sql::kMinutesSpent, {tenant.municipality, tenant.contract,
                                                              days.first_day, days.last_day})) {
    spent.push_back({postgres::ReadId<domain::MatchId>(row["match_id"]),
                     static_cast<domain::WorkKind>(row["work"].as<int>()),
                     row["recorded_by"].c_str(), row["minutes"].as<int64_t>()});
  }
  return spent;
}

std::vector<domain::StepTaken> StepsTakenIn(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const domain::PeriodDays& days) {
  std::vector<domain::StepTaken> steps;
  for (const auto& row : transaction.Run(sql::kStepsTaken, {tenant.municipality, tenant.contract,
                                                            days.first_day, days.last_day})) {
    const auto work = domain::WorkOf(static_cast<domain::MatchState>(row["state"].as<int>()));
    if (work) {
      steps.push_back({postgres::ReadId<domain::MatchId>(row["match_id"]), *work,
                       row["coordinator"].c_str(), UsualMinutes(row, *work)});
    }
  }
  return steps;
}

std::set<domain::MatchWork> WorkRecorded(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const domain::PeriodDays& period,
                                         const std::optional<absl::Time>& sealed_at) {
  std::set<domain::MatchWork> recorded;
  for (const auto& row : transaction.Run(
           sql::kWorkRecorded,
           {tenant.municipality, tenant.contract, period.first_day, period.last_day, sealed_at})) {
    recorded.emplace(postgres::ReadId<domain::MatchId>(row["match_id"]),
                     static_cast<domain::WorkKind>(row["work"].as<int>()));
  }
  return recorded;
}

std::vector<std::string> HoldersOn(ScopedTransaction& transaction, const TenantScope& tenant,
                                   absl::CivilDay day) {
  std::vector<std::string> holders;
  for (const auto& row : transaction.Run(
           sql::kHoldersOn, {tenant.municipality, tenant.contract, day, domain::OpenStates()})) {
    holders.emplace_back(row["coordinator"].c_str());
  }
  return holders;
}

absl::StatusOr<PaidPeriod> ReadPaidPeriod(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const std::string& name) {
  const pqxx::result rows =
      transaction.Run(sql::kReadPeriod, {tenant.municipality, tenant.contract, name});
  if (rows.empty()) {
    return core::Error(StatusCode::kNotFound, "PERIOD_NOT_FOUND",
                       "the contract has no subsidy period of this name", {{"field", "period"}});
  }
  const pqxx::row row = rows[0];
  PaidPeriod period;
  period.days = {postgres::ReadDay(row["first_day"]), postgres::ReadDay(row["last_day"])};
  if (!row["sealed_at"].is_null()) {
    period.sealed_at = postgres::ReadTime(row["sealed_at"]);
  }
  if (!row["minutes"].is_null() && row["minutes"].as<int>() > 0) {
    period.hours = PaidHours{row["minutes"].as<int>(), row["precision_code"].as<int>(),
                             static_cast<domain::HoursPer>(row["per"].as<int>())};
  }
  return period;
}

absl::Status ApplyPeriodHours(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  tenancy::v1::SubsidyPeriodOpened opened;
  tenancy::v1::SubsidyPeriodChanged changed;
  if (entry.Read(opened)) {
    PutHours(transaction, entry.tenant, opened.period(), 1);
  } else if (entry.Read(changed)) {
    PutHours(transaction, entry.tenant, changed.period(), changed.version());
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::matching::store
