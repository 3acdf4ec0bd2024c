#include "tenancy/store/partner_store.h"

#include <map>
#include <pqxx/result>
#include <utility>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;

domain::Partner PartnerOf(const pqxx::row& row) {
  domain::Partner partner;
  partner.id = postgres::ReadId<domain::PartnerId>(row["partner_id"]);
  partner.organisation = row["organisation"].c_str();
  partner.kind = static_cast<domain::PartnerKind>(row["kind"].as<int>());
  partner.oin = postgres::ReadOptional<std::string>(row["oin"]);
  partner.state = row["suspended"].as<bool>() ? domain::PartnerState::kSuspended
                                              : domain::PartnerState::kActive;
  partner.version = row["version"].as<int64_t>();
  return partner;
}

domain::PartnerContract PartnerContractOf(const pqxx::row& row) {
  domain::PartnerContract contract;
  contract.tenant = {row["municipality"].c_str(),
                     postgres::ReadId<platform::core::ContractId>(row["contract_id"])};
  contract.partner = postgres::ReadId<domain::PartnerId>(row["partner_id"]);
  contract.first_day = postgres::ReadDay(row["first_day"]);
  contract.last_day = postgres::ReadOptionalDay(row["last_day"]);
  contract.version = row["version"].as<int64_t>();
  return contract;
}

}  // namespace

void InsertPartner(ScopedTransaction& transaction, const domain::Partner& partner,
                   const Recorded& recorded) {
  transaction.Run(sql::kInsertPartner,
                  {partner.id, partner.organisation, static_cast<int>(partner.kind), partner.oin,
                   recorded.at, recorded.by});
}

absl::StatusOr<domain::Partner> LockPartner(ScopedTransaction& transaction,
                                            const domain::PartnerId& id) {
  const pqxx::result rows = transaction.Run(sql::kLockPartner, {id});
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "PARTNER_NOT_FOUND",
                                 "there is no such partner");
  }
  domain::Partner partner = PartnerOf(rows[0]);
  for (const auto& row : transaction.Run(sql::kListPartnerClients, {id})) {
    partner.clients.emplace_back(row["client_id"].c_str());
  }
  return partner;
}

absl::Status UpdatePartner(ScopedTransaction& transaction, const domain::Partner& partner) {
  return ChangedOne(transaction.Run(
      sql::kUpdatePartner,
      {partner.id, partner.state == domain::PartnerState::kSuspended, partner.version}));
}

void InsertClient(ScopedTransaction& transaction, const domain::PartnerId& partner,
                  const std::string& client, const Recorded& recorded) {
  transaction.Run(sql::kInsertPartnerClient, {partner, client, recorded.at, recorded.by});
}

void RemoveClient(ScopedTransaction& transaction, const domain::PartnerId& partner,
                  const std::string& client, absl::Time at) {
  transaction.Run(sql::kRemovePartnerClient, {partner, client, at});
}

std::vector<domain::Partner> ListPartners(ScopedTransaction& transaction) {
  std::vector<domain::Partner> partners;
  for (const auto& row : transaction.Run(sql::kListPartners)) {
    partners.push_back(PartnerOf(row));
  }
  std::map<domain::PartnerId, domain::Partner*> by_id;
  for (domain::Partner& partner : partners) {
    by_id[partner.id] = &partner;
  }
  // One that was added since is not in this list.
  for (const auto& row : transaction.Run(sql::kListPartnerClients, {std::nullopt})) {
    const auto found = by_id.find(postgres::ReadId<domain::PartnerId>(row["partner_id"]));
    if (found != by_id.end()) {
      found->second->clients.emplace_back(row["client_id"].c_str());
    }
  }
  for (const auto& row : transaction.Run(sql::kListPartnerContracts)) {
    const auto found = by_id.find(postgres::ReadId<domain::PartnerId>(row["partner_id"]));
    if (found != by_id.end()) {
      found->second->contracts.push_back(PartnerContractOf(row));
    }
  }
  return partners;
}

std::optional<domain::PartnerContract> ReadPartnerContract(ScopedTransaction& transaction,
                                                           const TenantScope& tenant,
                                                           const domain::PartnerId& partner) {
  const pqxx::result rows =
      transaction.Run(sql::kReadPartnerContract, {tenant.municipality, tenant.contract, partner});
  return rows.empty() ? std::nullopt : std::optional(PartnerContractOf(rows[0]));
}

absl::Status PutPartnerContract(ScopedTransaction& transaction,
                                const domain::PartnerContract& contract, const Recorded& recorded) {
  return ChangedOne(transaction.Run(
      sql::kPutPartnerContract,
      {contract.tenant.municipality, contract.tenant.contract, contract.partner, contract.first_day,
       contract.last_day, contract.version, recorded.at, recorded.by}));
}

}  // namespace buurtbrug::tenancy::store
