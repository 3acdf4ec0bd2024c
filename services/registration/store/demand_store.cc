#include "registration/store/demand_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>

#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/status.h"
#include "platform/crypto/seal.h"
#include "platform/postgres/read.h"
#include "registration/store/demand_sql.h"

namespace buurtbrug::registration::store {
namespace {

namespace crypto = platform::crypto;
namespace postgres = platform::postgres;

// What key and contact of a row are bound to.
std::string PlaceOf(const std::string& municipality, const domain::DemandId& id,
                    absl::string_view column) {
  return crypto::Bind({"demands", column, municipality, id.ToString()});
}

domain::Demand DemandOf(const pqxx::row& row) {
  domain::Demand demand;
  demand.id = postgres::ReadId<domain::DemandId>(row["demand_id"]);
  demand.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
  demand.area = row["area"].c_str();
  demand.registered_on = postgres::ReadDay(row["registered_on"]);
  demand.expires_on = postgres::ReadDay(row["expires_on"]);
  demand.state = static_cast<domain::DemandState>(row["state"].as<int>());
  return demand;
}

WrappedKey WrappedKeyOf(const pqxx::row& row) {
  return {row["master_number"].as<int>(), postgres::ReadBytes(row["wrapped"])};
}

}  // namespace

TenantScope WithoutContract(const std::string& municipality) { return {municipality, {}}; }

std::string HeldDemand::Secret(const platform::core::ContractId& to) const {
  const auto key = crypto::DataKey::FromBytes(link_key);
  return key.ok() ? crypto::Digest(
                        *key, crypto::Bind({"demands.link", demand.id.ToString(), to.ToString()}))
                  : "";
}

absl::Status InsertDemand(ScopedTransaction& transaction, const std::string& municipality,
                          Vault& vault, const domain::Demand& demand,
                          const domain::EmailOrPhone& contact, absl::Time now) {
  const crypto::DataKey key = crypto::DataKey::New();
  BUURTBRUG_ASSIGN_OR_RETURN(const WrappedKey wrapped,
                             vault.WrapByMaster(PlaceOf(municipality, demand.id, "wrapped"), key));
  const nlohmann::json plain = {{"email", contact.email}, {"phone", contact.phone}};
  transaction.Run(sql::kDemandInsert,
                  {municipality, WithoutContract(municipality).contract, demand.id,
                   static_cast<int>(demand.role), demand.area, demand.registered_on,
                   demand.expires_on, now, wrapped.master, postgres::Param::Bytes(wrapped.bytes),
                   postgres::Param::Bytes(crypto::Seal(
                       key, PlaceOf(municipality, demand.id, "sealed"), plain.dump()))});
  return absl::OkStatus();
}

absl::StatusOr<HeldDemand> LockDemand(ScopedTransaction& transaction,
                                      const std::string& municipality, Vault& vault,
                                      const domain::DemandId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kDemandLock, {municipality, WithoutContract(municipality).contract, id});
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "DEMAND_NOT_FOUND",
                                 "there is no such demand in this municipality");
  }
  HeldDemand held;
  held.demand = DemandOf(rows[0]);
  if (!rows[0]["invited_to"].is_null()) {
    held.invited_to = postgres::ReadId<platform::core::ContractId>(rows[0]["invited_to"]);
  }
  if (rows[0]["wrapped"].is_null()) {
    return held;
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      const crypto::DataKey key,
      vault.OpenByMaster(PlaceOf(municipality, id, "wrapped"), WrappedKeyOf(rows[0])));
  held.link_key = std::string(key.bytes());
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string plain,
                             crypto::Open(key, PlaceOf(municipality, id, "sealed"),
                                          postgres::ReadBytes(rows[0]["sealed"])));
  const nlohmann::json contact = nlohmann::json::parse(plain);
  held.contact = {contact["email"].get<std::string>(), contact["phone"].get<std::string>()};
  return held;
}

int64_t CountOutdatedDemands(ScopedTransaction& transaction, const std::string& municipality,
                             Vault& vault) {
  return transaction
      .Run(sql::kDemandOutdatedCount,
           {municipality, WithoutContract(municipality).contract, vault.CurrentMaster()})[0][0]
      .as<int64_t>();
}

absl::StatusOr<int> RewrapDemands(ScopedTransaction& transaction, const std::string& municipality,
                                  Vault& vault, int most) {
  const platform::core::ContractId nowhere = WithoutContract(municipality).contract;
  int rewrapped = 0;
  for (const auto& row : transaction.Run(sql::kDemandOutdated,
                                         {municipality, nowhere, vault.CurrentMaster(), most})) {
    const auto id = postgres::ReadId<domain::DemandId>(row["demand_id"]);
    const std::string place = PlaceOf(municipality, id, "wrapped");
    BUURTBRUG_ASSIGN_OR_RETURN(const crypto::DataKey key,
                               vault.OpenByMaster(place, WrappedKeyOf(row)));
    BUURTBRUG_ASSIGN_OR_RETURN(const WrappedKey anew, vault.WrapByMaster(place, key));
    transaction.Run(sql::kDemandRewrap,
                    {municipality, nowhere, id, anew.master, postgres::Param::Bytes(anew.bytes)});
    ++rewrapped;
  }
  return rewrapped;
}

void MarkInvited(ScopedTransaction& transaction, const std::string& municipality,
                 const domain::DemandId& id, absl::CivilDay today,
                 const platform::core::ContractId& to) {
  transaction.Run(sql::kDemandInvite,
                  {municipality, WithoutContract(municipality).contract, id, today, to});
}

void EndDemand(ScopedTransaction& transaction, const std::string& municipality,
               const domain::DemandId& id, domain::DemandState state) {
  transaction.Run(sql::kDemandEnd, {municipality, WithoutContract(municipality).contract, id,
                                    static_cast<int>(state)});
}

std::vector<domain::Demand> ExpireDemands(ScopedTransaction& transaction,
                                          const std::string& municipality, absl::CivilDay today) {
  std::vector<domain::Demand> expired;
  for (const auto& row : transaction.Run(
           sql::kDemandExpire, {municipality, WithoutContract(municipality).contract, today})) {
    domain::Demand& demand = expired.emplace_back();
    demand.id = postgres::ReadId<domain::DemandId>(row["demand_id"]);
    demand.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
    demand.state = domain::DemandState::kExpired;
  }
  return expired;
}

std::vector<std::string> DemandMunicipalities(ScopedTransaction& transaction) {
  std::vector<std::string> municipalities;
  for (const auto& row : transaction.Run(sql::kDemandMunicipalities)) {
    municipalities.emplace_back(row["municipality"].c_str());
  }
  return municipalities;
}

std::vector<domain::Demand> ListDemands(ScopedTransaction& transaction,
                                        const std::string& municipality,
                                        const platform::core::Page& page, absl::CivilDay today) {
  std::vector<domain::Demand> demands;
  for (const auto& row : transaction.Run(
           sql::kDemandList,
           {municipality, WithoutContract(municipality).contract, page.after, today, page.size})) {
    demands.push_back(DemandOf(row));
  }
  return demands;
}

std::vector<DemandCount> CountDemands(ScopedTransaction& transaction,
                                      const std::string& municipality) {
  std::vector<DemandCount> counts;
  for (const auto& row :
       transaction.Run(sql::kDemandCount, {municipality, WithoutContract(municipality).contract})) {
    counts.push_back({row["month"].c_str(), static_cast<domain::FamilyRole>(row["role"].as<int>()),
                      row["registered"].as<int>(), row["waiting"].as<int>(),
                      row["invited"].as<int>(), row["accepted"].as<int>(), row["expired"].as<int>(),
                      row["withdrawn"].as<int>()});
  }
  return counts;
}

platform::feed::Fact DemandRegistered(const platform::core::Uuid& event_id,
                                      const domain::Demand& demand) {
  v1::DemandRegistered event;
  event.set_demand_id(demand.id.ToString());
  event.set_role(static_cast<v1::FamilyRole>(demand.role));
  return platform::feed::MakeFact(event_id, demand.registered_on, event);
}

platform::feed::Fact DemandInvited(const platform::core::Uuid& event_id,
                                   const domain::Demand& demand, absl::CivilDay today) {
  v1::DemandInvited event;
  event.set_demand_id(demand.id.ToString());
  event.set_role(static_cast<v1::FamilyRole>(demand.role));
  return platform::feed::MakeFact(event_id, today, event);
}

platform::feed::Fact DemandEnded(const platform::core::Uuid& event_id, const domain::Demand& demand,
                                 absl::CivilDay today) {
  v1::DemandEnded event;
  event.set_demand_id(demand.id.ToString());
  event.set_role(static_cast<v1::FamilyRole>(demand.role));
  event.set_outcome(demand.state == domain::DemandState::kExpired ? v1::DemandEnded::OUTCOME_EXPIRED
                    : demand.state == domain::DemandState::kWithdrawn
                        ? v1::DemandEnded::OUTCOME_WITHDRAWN
                        : v1::DemandEnded::OUTCOME_ACCEPTED);
  return platform::feed::MakeFact(event_id, today, event);
}

}  // namespace buurtbrug::registration::store
