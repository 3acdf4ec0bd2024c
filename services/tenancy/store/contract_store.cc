#include "tenancy/store/contract_store.h"

#include <map>
#include <pqxx/result>
#include <utility>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "tenancy/store/sql.h"
#include "tenancy/store/subsidy_period_store.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;

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
  contract.municipality_reference =
      postgres::ReadOptional<std::string>(row["municipality_reference"]);
  contract.provider_reference = postgres::ReadOptional<std::string>(row["provider_reference"]);
  contract.funding_source = postgres::ReadOptional<std::string>(row["funding_source"]);
  contract.processing_agreement_on = postgres::ReadOptionalDay(row["processing_agreement_on"]);
  if (!row["follows_contract_id"].is_null()) {
    contract.follows = postgres::ReadId<domain::ContractId>(row["follows_contract_id"]);
  }
  contract.version = row["version"].as<int64_t>();
  return contract;
}

std::vector<domain::Contract> ReadContracts(ScopedTransaction& transaction,
                                            const std::string& municipality,
                                            const std::optional<domain::ContractId>& only) {
  std::vector<domain::Contract> contracts;
  for (const auto& row : transaction.Run(sql::kListContracts, {municipality, only})) {
    contracts.push_back(ContractOf(row));
  }
  auto periods = ListPeriods(transaction, municipality, only);
  std::map<domain::ContractId, std::vector<domain::AdoptedProtocol>> adopted;
  for (const auto& row : transaction.Run(sql::kListAdoptions, {municipality, only})) {
    adopted[postgres::ReadId<domain::ContractId>(row["contract_id"])].push_back(
        {row["version"].as<int>(), postgres::ReadDay(row["first_day"])});
  }
  for (domain::Contract& contract : contracts) {
    contract.periods = std::move(periods[contract.id]);
    contract.adopted = std::move(adopted[contract.id]);
  }
  return contracts;
}

}  // namespace

void InsertContract(ScopedTransaction& transaction, const std::string& municipality,
                    const domain::Contract& contract, const Recorded& recorded) {
  transaction.Run(sql::kInsertContract,
                  {municipality, contract.id, contract.programme, contract.protocol_version,
                   contract.provider, contract.first_day, contract.last_day, contract.run_off_day,
                   contract.reference, contract.as_stated, contract.municipality_reference,
                   contract.provider_reference, contract.funding_source,
                   contract.processing_agreement_on, contract.follows, recorded.at, recorded.by});
}

absl::Status HoldContract(ScopedTransaction& transaction, const TenantScope& tenant) {
  return transaction.Run(sql::kLockContract, {tenant.municipality, tenant.contract}).empty()
             ? ContractNotFound()
             : absl::OkStatus();
}

absl::StatusOr<domain::Contract> LockContract(ScopedTransaction& transaction,
                                              const TenantScope& tenant) {
  BUURTBRUG_RETURN_IF_ERROR(HoldContract(transaction, tenant));
  return ReadContracts(transaction, tenant.municipality, tenant.contract).at(0);
}

absl::Status UpdateContract(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::Contract& contract) {
  return ChangedOne(transaction.Run(
      sql::kUpdateContract,
      {tenant.municipality, tenant.contract, contract.provider, contract.last_day,
       contract.run_off_day, contract.reference, contract.as_stated,
       contract.municipality_reference, contract.provider_reference, contract.funding_source,
       contract.processing_agreement_on, contract.version}));
}

absl::Status InsertAdoption(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::Contract& contract,
                            const domain::AdoptedProtocol& adopted, const Recorded& recorded) {
  transaction.Run(sql::kInsertAdoption,
                  {tenant.municipality, tenant.contract, adopted.first_day, contract.programme,
                   adopted.version, recorded.at, recorded.by});
  return ChangedOne(transaction.Run(sql::kTouchContract,
                                    {tenant.municipality, tenant.contract, contract.version}));
}

void InsertChange(ScopedTransaction& transaction, const TenantScope& tenant,
                  const platform::core::RequestId& request, const Change& change,
                  const Recorded& recorded) {
  transaction.Run(
      sql::kInsertChange,
      {tenant.municipality, tenant.contract, request, static_cast<int>(change.kind), change.period,
       change.last_day_before, change.target_before, change.protocol_version, change.reason,
       change.became ? postgres::Param::Bytes(*change.became) : postgres::Param(std::nullopt),
       recorded.at, recorded.by});
}

std::optional<std::string> ReadBecame(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const platform::core::RequestId& request) {
  const pqxx::result rows =
      transaction.Run(sql::kReadBecame, {tenant.municipality, tenant.contract, request});
  return rows.empty() ? std::nullopt : std::optional(postgres::ReadBytes(rows[0]["became"]));
}

std::vector<domain::Contract> ListContracts(ScopedTransaction& transaction,
                                            const std::string& municipality) {
  return ReadContracts(transaction, municipality, std::nullopt);
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
      postgres::ReadOptional<std::string>(row["period"]),
      row["sealed"].as<bool>()};
}

}  // namespace buurtbrug::tenancy::store
