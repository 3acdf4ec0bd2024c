#include "tenancy/store/break_glass_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;

domain::BreakGlass BreakGlassOf(const pqxx::row& row) {
  domain::BreakGlass glass;
  glass.id = postgres::ReadId<domain::BreakGlassId>(row["break_glass_id"]);
  glass.subject = row["subject"].c_str();
  glass.reason = row["reason"].c_str();
  glass.begins_at = postgres::ReadTime(row["begins_at"]);
  glass.ends_at = postgres::ReadTime(row["ends_at"]);
  if (!row["ended_at"].is_null()) {
    glass.ended_at = postgres::ReadTime(row["ended_at"]);
  }
  glass.version = row["version"].as<int64_t>();
  return glass;
}

}  // namespace

void InsertBreakGlass(ScopedTransaction& transaction, const TenantScope& tenant,
                      const domain::BreakGlass& glass) {
  transaction.Run(sql::kInsertBreakGlass,
                  {tenant.municipality, tenant.contract, glass.id, glass.subject, glass.reason,
                   glass.begins_at, glass.ends_at});
}

absl::StatusOr<domain::BreakGlass> LockBreakGlass(ScopedTransaction& transaction,
                                                  const TenantScope& tenant,
                                                  const domain::BreakGlassId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kLockBreakGlass, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "BREAK_GLASS_NOT_FOUND",
                                 "there is no such break-glass for this contract");
  }
  return BreakGlassOf(rows[0]);
}

absl::Status EndBreakGlass(ScopedTransaction& transaction, const TenantScope& tenant,
                           const domain::BreakGlass& glass) {
  return ChangedOne(transaction.Run(
      sql::kEndBreakGlass,
      {tenant.municipality, tenant.contract, glass.id, glass.ended_at, glass.version}));
}

std::vector<domain::BreakGlass> ListBreakGlasses(ScopedTransaction& transaction,
                                                 const TenantScope& tenant) {
  std::vector<domain::BreakGlass> glasses;
  for (const auto& row :
       transaction.Run(sql::kListBreakGlasses, {tenant.municipality, tenant.contract})) {
    glasses.push_back(BreakGlassOf(row));
  }
  return glasses;
}

}  // namespace buurtbrug::tenancy::store
