#include "tenancy/store/contract_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;
using platform::tenant::Term;

absl::Status ContractNotFound() {
  return platform::core::Error(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND",
                               "there is no such contract of this municipality");
}

domain::Contract ContractOf(const pqxx::row& row) {
  domain::Contract contract;
  contract.id = postgres::ReadId<domain::ContractId>(row["contract_id"]);
  contract.programme = row["programme"].c_str();
  contract.protocol_version = row["protocol_version"].as<int>();
  contract.provider = row["provider"].c_str();
  contract.first_day = postgres::ReadDay(row["first_day"]);
  contract.last_day = postgres::ReadOptionalDay(row["last_day"]);
  contract.run_off_day = postgres::ReadOptionalDay(row["run_off_day"]);
  contract.reference = postgres::ReadOptional<std::string>(row["reference"]);
  contract.as_stated = postgres::ReadOptional<std::string>(row["as_stated"]);
  return contract;
}

domain::SubsidyPeriod PeriodOf(const pqxx::row& row) {
  domain::SubsidyPeriod period;
  period.name = row["period_name"].c_str();
  period.first_day = postgres::ReadDay(row["period_first_day"]);
  period.last_day = postgres::ReadDay(row["period_last_day"]);
  period.amount_cents = postgres::ReadOptional<int64_t>(row["amount_cents"]);
  period.funding_source = postgres::ReadOptional<std::string>(row["funding_source"]);
  period.target = postgres::ReadOptional<int>(row["target"]);
  period.quarter_targets = postgres::ReadNumbers(row["quarter_targets"]);
  period.as_stated = postgres::ReadOptional<std::string>(row["period_as_stated"]);
  return period;
}

}  // namespace

void InsertContract(ScopedTransaction& transaction, const std::string& municipality,
                    const domain::Contract& contract, const Recorded& recorded) {
  transaction.Run(sql::kInsertContract,
                  {municipality, contract.id, contract.programme, contract.protocol_version,
                   contract.provider, contract.first_day, contract.last_day, contract.run_off_day,
                   contract.reference, contract.as_stated, recorded.at, recorded.by});
}

absl::StatusOr<Term> LockContract(ScopedTransaction& transaction, const TenantScope& tenant) {
  const pqxx::result rows =
      transaction.Run(sql::kLockContract, {tenant.municipality, tenant.contract});
  if (rows.empty()) {
    return ContractNotFound();
  }
  return Term{postgres::ReadDay(rows[0]["first_day"]),
              postgres::ReadOptionalDay(rows[0]["last_day"]),
              postgres::ReadOptionalDay(rows[0]["run_off_day"])};
}

void InsertPeriod(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::SubsidyPeriod& period, const Recorded& recorded) {
  transaction.Run(sql::kInsertPeriod,
                  {tenant.municipality, tenant.contract, period.name, period.first_day,
                   period.last_day, period.amount_cents, period.funding_source, period.target,
                   period.quarter_targets, period.as_stated, recorded.at, recorded.by});
}

std::vector<domain::Contract> ListContracts(ScopedTransaction& transaction,
                                            const std::string& municipality) {
  std::vector<domain::Contract> contracts;
  for (const auto& row : transaction.Run(sql::kListContracts, {municipality})) {
    domain::Contract contract = ContractOf(row);
    if (contracts.empty() || !(contracts.back().id == contract.id)) {
      contracts.push_back(std::move(contract));
    }
    if (!row["period_name"].is_null()) {
      contracts.back().periods.push_back(PeriodOf(row));
    }
  }
  return contracts;
}

absl::StatusOr<TermAndPeriod> ReadTerm(ScopedTransaction& transaction, const TenantScope& tenant,
                                       absl::CivilDay day) {
  const pqxx::result rows =
      transaction.Run(sql::kReadTerm, {tenant.municipality, tenant.contract, day});
  if (rows.empty()) {
    return ContractNotFound();
  }
  const pqxx::row row = rows[0];
  return TermAndPeriod{
      {postgres::ReadDay(row["first_day"]), postgres::ReadOptionalDay(row["last_day"]),
       postgres::ReadOptionalDay(row["run_off_day"])},
      postgres::ReadOptional<std::string>(row["period"])};
}

}  // namespace buurtbrug::tenancy::store
