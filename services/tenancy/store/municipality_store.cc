#include "tenancy/store/municipality_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;

domain::Municipality MunicipalityOf(const pqxx::row& row) {
  domain::Municipality municipality;
  municipality.code = row["code"].c_str();
  municipality.name = row["name"].c_str();
  municipality.code_year = postgres::ReadOptional<int>(row["code_year"]);
  municipality.qualifier = postgres::ReadOptional<std::string>(row["qualifier"]);
  municipality.rsin = postgres::ReadOptional<std::string>(row["rsin"]);
  municipality.oin = postgres::ReadOptional<std::string>(row["oin"]);
  municipality.version = row["version"].as<int64_t>();
  return municipality;
}

}  // namespace

void InsertMunicipality(ScopedTransaction& transaction, const domain::Municipality& municipality) {
  transaction.Run(sql::kInsertMunicipality,
                  {municipality.code, municipality.name, municipality.code_year,
                   municipality.qualifier, municipality.rsin, municipality.oin});
}

std::vector<domain::Municipality> ListMunicipalities(ScopedTransaction& transaction) {
  std::vector<domain::Municipality> municipalities;
  for (const auto& row : transaction.Run(sql::kListMunicipalities)) {
    municipalities.push_back(MunicipalityOf(row));
  }
  return municipalities;
}

absl::StatusOr<domain::Municipality> LockMunicipality(ScopedTransaction& transaction,
                                                      const std::string& code,
                                                      absl::string_view field) {
  const pqxx::result rows = transaction.Run(sql::kLockMunicipality, {code});
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "MUNICIPALITY_NOT_FOUND",
                                 "there is no municipality with this code",
                                 {{"field", std::string(field)}});
  }
  return MunicipalityOf(rows[0]);
}

absl::Status UpdateMunicipality(ScopedTransaction& transaction,
                                const domain::Municipality& municipality) {
  return ChangedOne(transaction.Run(
      sql::kUpdateMunicipality,
      {municipality.code, municipality.name, municipality.code_year, municipality.qualifier,
       municipality.rsin, municipality.oin, municipality.version}));
}

}  // namespace buurtbrug::tenancy::store
