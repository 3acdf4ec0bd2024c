#include "registration/store/family_rows_store.h"

#include <pqxx/result>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "platform/core/status.h"
#include "registration/store/sealed.h"

namespace buurtbrug::registration::store {

absl::StatusOr<std::vector<FamilyRow>> ReadRows(ScopedTransaction& transaction,
                                                const TenantScope& tenant, const FamilyTable& table,
                                                const FamilyKey& key) {
  const std::string sealed = table.sealed;
  const std::string number = table.number;
  std::vector<FamilyRow> rows;
  for (const auto& each :
       transaction.Run(table.sql.read, {tenant.municipality, tenant.contract, key.family()})) {
    FamilyRow& row = rows.emplace_back();
    row.plain = nlohmann::json::parse(each["row"].c_str());
    if (sealed.empty()) {
      continue;
    }
    const nlohmann::json value = std::move(row.plain[sealed]);
    row.plain.erase(sealed);
    if (!value.is_null()) {
      // PostgreSQL writes bytes as \x and hex digits.
      BUURTBRUG_ASSIGN_OR_RETURN(
          row.opened, OpenObject(key, absl::StrCat(table.name, ".", sealed),
                                 number.empty() ? 1 : row.plain.at(number).get<int64_t>(),
                                 absl::HexStringToBytes(value.get<std::string>().substr(2))));
    }
  }
  return rows;
}

}  // namespace buurtbrug::registration::store
