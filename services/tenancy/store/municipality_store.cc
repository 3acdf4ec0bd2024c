#include "tenancy/store/municipality_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {

void InsertMunicipality(ScopedTransaction& transaction, const domain::Municipality& municipality) {
  transaction.Run(sql::kInsertMunicipality, {municipality.code, municipality.name});
}

std::vector<domain::Municipality> ListMunicipalities(ScopedTransaction& transaction) {
  std::vector<domain::Municipality> municipalities;
  for (const auto& row : transaction.Run(sql::kListMunicipalities)) {
    municipalities.push_back({row["code"].c_str(), row["name"].c_str()});
  }
  return municipalities;
}

absl::Status LockMunicipality(ScopedTransaction& transaction, const std::string& code) {
  if (transaction.Run(sql::kLockMunicipality, {code}).empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "MUNICIPALITY_NOT_FOUND",
                                 "there is no municipality with this code",
                                 {{"field", "municipality"}});
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::store
