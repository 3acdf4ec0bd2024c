#include "registration/store/plain_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/domain/family.h"
#include "registration/store/plain_sql.h"
#include "registration/store/sealed.h"

namespace buurtbrug::registration::store {
namespace {

namespace postgres = platform::postgres;

void SealPeople(ScopedTransaction& transaction, const TenantScope& tenant, const FamilyKey& key) {
  for (const auto& row :
       transaction.Run(sql::kPlainPeople, {tenant.municipality, tenant.contract, key.family()})) {
    const bool adult = row["is_adult"].as<bool>();
    const int number = row["number"].as<int>();
    const std::string sealed = SealObject(key, adult ? kAdultsSealed : kChildrenSealed, number,
                                          {{adult ? "name" : "birth_date", row["text"].c_str()}});
    transaction.Run(adult ? sql::kSealAdult : sql::kSealChild,
                    {tenant.municipality, tenant.contract, key.family(), number,
                     postgres::Param::Bytes(sealed)});
  }
}

}  // namespace

absl::StatusOr<int> SealPlainFamilies(ScopedTransaction& transaction, const TenantScope& tenant,
                                      Vault& vault, int most) {
  int sealed = 0;
  for (const auto& row :
       transaction.Run(sql::kPlainFamilies, {tenant.municipality, tenant.contract, most})) {
    const auto family = postgres::ReadId<FamilyId>(row["family_id"]);
    BUURTBRUG_ASSIGN_OR_RETURN(const FamilyKey key, vault.Create(transaction, tenant, family));
    SealPeople(transaction, tenant, key);
    const Personal postcode(row["postcode"].c_str());
    transaction.Run(sql::kSealFamily,
                    {tenant.municipality, tenant.contract, family, domain::AreaOf(postcode),
                     postgres::ReadTime(row["recorded_at"]), row["recorded_by"].c_str(),
                     postgres::Param::Bytes(
                         SealObject(key, kContactsSealed, 1, {{"postcode", postcode.Reveal()}}))});
    ++sealed;
  }
  return sealed;
}

}  // namespace buurtbrug::registration::store
