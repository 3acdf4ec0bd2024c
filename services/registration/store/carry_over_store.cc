#include "registration/store/carry_over_store.h"

#include <pqxx/result>

#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/family_tables.h"
#include "registration/store/sql.h"

namespace buurtbrug::registration::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

std::vector<std::string> TextsOf(const std::vector<domain::FamilyId>& families) {
  std::vector<std::string> texts;
  texts.reserve(families.size());
  for (const domain::FamilyId& family : families) {
    texts.push_back(family.ToString());
  }
  return texts;
}

std::vector<domain::FamilyId> IdsOf(const pqxx::result& rows) {
  std::vector<domain::FamilyId> ids;
  for (const auto& row : rows) {
    ids.push_back(postgres::ReadId<domain::FamilyId>(row["family_id"]));
  }
  return ids;
}

}  // namespace

std::vector<domain::FamilyId> FamiliesHere(ScopedTransaction& transaction,
                                           const TenantScope& tenant,
                                           const std::vector<domain::FamilyId>& families) {
  return IdsOf(transaction.Run(sql::kFamiliesHere,
                               {tenant.municipality, tenant.contract, TextsOf(families)}));
}

std::vector<domain::FamilyId> HoldFamilies(ScopedTransaction& transaction,
                                           const TenantScope& tenant,
                                           const std::vector<domain::FamilyId>& families) {
  return IdsOf(transaction.Run(sql::kHoldFamilies,
                               {tenant.municipality, tenant.contract, TextsOf(families)}));
}

FamilyRows TakeFamilies(ScopedTransaction& transaction, const TenantScope& tenant,
                        const std::vector<domain::FamilyId>& families, const core::ContractId& to) {
  FamilyRows rows;
  for (const FamilyTable& table : FamilyTables()) {
    if (table.at_renewal == AtRenewal::kCarried) {
      const pqxx::result taken = transaction.Run(
          table.sql.take, {tenant.municipality, tenant.contract, TextsOf(families), to});
      rows.emplace_back(taken[0]["rows"].c_str());
    }
  }
  return rows;
}

absl::Status PutFamilies(ScopedTransaction& transaction, const TenantScope& tenant, Vault& vault,
                         const FamilyRows& rows,
                         const std::map<domain::FamilyId, FamilyKey>& keys) {
  auto next = rows.begin();
  for (const FamilyTable& table : FamilyTables()) {
    if (table.at_renewal == AtRenewal::kCarried) {
      transaction.Run(table.sql.put, {*next++});
    }
  }
  for (const auto& [family, key] : keys) {
    BUURTBRUG_RETURN_IF_ERROR(vault.Adopt(transaction, tenant, key));
  }
  return absl::OkStatus();
}

std::vector<platform::feed::Fact> FamiliesCarriedOver(ScopedTransaction& transaction,
                                                      const TenantScope& tenant,
                                                      const std::vector<domain::FamilyId>& families,
                                                      const core::ContractId& from,
                                                      absl::CivilDay occurred_on, absl::Time now,
                                                      core::Random& random) {
  std::vector<platform::feed::Fact> facts;
  for (const auto& row : transaction.Run(
           sql::kCarriedFamilies, {tenant.municipality, tenant.contract, TextsOf(families)})) {
    v1::FamilyCarriedOver event;
    event.set_family_id(row["family_id"].c_str());
    event.set_role(static_cast<v1::FamilyRole>(row["role"].as<int>()));
    event.set_state(static_cast<v1::FamilyState>(row["state"].as<int>()));
    event.set_children(row["children"].as<int>());
    event.set_capacity(row["capacity"].as<int>());
    event.set_from_contract_id(from.ToString());
    facts.push_back(platform::feed::MakeFact(core::NewUuid(now, random), occurred_on, event));
  }
  return facts;
}

}  // namespace buurtbrug::registration::store
