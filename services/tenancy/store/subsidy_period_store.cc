#include "tenancy/store/subsidy_period_store.h"

#include <pqxx/result>

#include "platform/postgres/read.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;

template <typename Enum>
Enum ReadEnum(const pqxx::field& field) {
  return static_cast<Enum>(field.as<int>());
}

// The columns of what may be absent as a whole.
struct CountingColumns {
  explicit CountingColumns(const std::optional<domain::CountingRule>& rule) {
    if (rule) {
      counted_at = static_cast<int>(rule->counted_at);
      ended_in_trial = static_cast<int>(rule->ended_in_trial);
    }
  }
  std::optional<int> counted_at, ended_in_trial;
};

struct HoursColumns {
  explicit HoursColumns(const std::optional<domain::CoordinatorHours>& hours) {
    if (hours) {
      minutes = hours->minutes;
      precision = static_cast<int>(hours->precision);
      per = static_cast<int>(hours->per);
    }
  }
  std::optional<int> minutes, precision, per;
};

domain::SubsidyPeriod PeriodOf(const pqxx::row& row) {
  domain::SubsidyPeriod period;
  period.name = row["name"].c_str();
  period.first_day = postgres::ReadDay(row["first_day"]);
  period.last_day = postgres::ReadDay(row["last_day"]);
  period.amount_cents = postgres::ReadOptional<int64_t>(row["amount_cents"]);
  period.funding_source = postgres::ReadOptional<std::string>(row["funding_source"]);
  period.target = postgres::ReadOptional<int>(row["target"]);
  period.quarter_targets = postgres::ReadNumbers(row["quarter_targets"]);
  period.as_stated = postgres::ReadOptional<std::string>(row["as_stated"]);
  period.target_precision = ReadEnum<domain::Precision>(row["target_precision"]);
  period.target_tolerance = postgres::ReadOptional<int>(row["target_tolerance"]);
  period.target_covers = ReadEnum<domain::TargetCovers>(row["target_covers"]);
  if (!row["counted_at"].is_null()) {
    period.counting_rule = {ReadEnum<domain::CountedAt>(row["counted_at"]),
                            ReadEnum<domain::EndedInTrial>(row["ended_in_trial"])};
  }
  if (!row["coordinator_minutes"].is_null()) {
    period.coordinator_hours = {row["coordinator_minutes"].as<int>(),
                                ReadEnum<domain::Precision>(row["coordinator_precision"]),
                                ReadEnum<domain::HoursPer>(row["coordinator_per"])};
  }
  if (!row["sealed_at"].is_null()) {
    period.sealed_at = postgres::ReadTime(row["sealed_at"]);
  }
  period.version = row["version"].as<int64_t>();
  return period;
}

void InsertDecisionDates(ScopedTransaction& transaction, const TenantScope& tenant,
                         const domain::SubsidyPeriod& period) {
  int number = 0;
  for (const domain::DecisionDate& date : period.decision_dates) {
    transaction.Run(sql::kInsertDecisionDate,
                    {tenant.municipality, tenant.contract, period.name, period.version, ++number,
                     static_cast<int>(date.kind), date.day, date.as_stated});
  }
}

}  // namespace

void InsertPeriod(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::SubsidyPeriod& period, const Recorded& recorded) {
  const CountingColumns counting(period.counting_rule);
  const HoursColumns hours(period.coordinator_hours);
  transaction.Run(sql::kInsertPeriod, {tenant.municipality,
                                       tenant.contract,
                                       period.name,
                                       period.first_day,
                                       period.last_day,
                                       period.amount_cents,
                                       period.funding_source,
                                       period.target,
                                       period.quarter_targets,
                                       period.as_stated,
                                       static_cast<int>(period.target_precision),
                                       period.target_tolerance,
                                       static_cast<int>(period.target_covers),
                                       counting.counted_at,
                                       counting.ended_in_trial,
                                       hours.minutes,
                                       hours.precision,
                                       hours.per,
                                       recorded.at,
                                       recorded.by});
  InsertDecisionDates(transaction, tenant, period);
}

absl::Status UpdatePeriod(ScopedTransaction& transaction, const TenantScope& tenant,
                          const domain::SubsidyPeriod& period) {
  const CountingColumns counting(period.counting_rule);
  const HoursColumns hours(period.coordinator_hours);
  return ChangedOne(transaction.Run(
      sql::kUpdatePeriod,
      {tenant.municipality, tenant.contract, period.name, period.last_day, period.amount_cents,
       period.funding_source, period.target, period.quarter_targets, period.as_stated,
       static_cast<int>(period.target_precision), period.target_tolerance,
       static_cast<int>(period.target_covers), counting.counted_at, counting.ended_in_trial,
       hours.minutes, hours.precision, hours.per, period.sealed_at, period.version}));
}

void ReplaceDecisionDates(ScopedTransaction& transaction, const TenantScope& tenant,
                          const domain::SubsidyPeriod& period) {
  InsertDecisionDates(transaction, tenant, period);
  transaction.Run(sql::kUseDecisionDates,
                  {tenant.municipality, tenant.contract, period.name, period.version});
}

std::map<domain::ContractId, std::vector<domain::SubsidyPeriod>> ListPeriods(
    ScopedTransaction& transaction, const std::string& municipality,
    const std::optional<domain::ContractId>& contract) {
  std::map<domain::ContractId, std::vector<domain::SubsidyPeriod>> periods;
  for (const auto& row : transaction.Run(sql::kListPeriods, {municipality, contract})) {
    periods[postgres::ReadId<domain::ContractId>(row["contract_id"])].push_back(PeriodOf(row));
  }
  for (const auto& row : transaction.Run(sql::kListDecisionDates, {municipality, contract})) {
    for (auto& period : periods[postgres::ReadId<domain::ContractId>(row["contract_id"])]) {
      if (period.name == row["name"].c_str()) {
        period.decision_dates.push_back({ReadEnum<domain::DecisionKind>(row["kind"]),
                                         postgres::ReadOptionalDay(row["day"]),
                                         postgres::ReadOptional<std::string>(row["as_stated"])});
      }
    }
  }
  return periods;
}

}  // namespace buurtbrug::tenancy::store
