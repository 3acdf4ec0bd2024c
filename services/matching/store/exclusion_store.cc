#include "matching/store/exclusion_store.h"

#include <pqxx/result>

#include "matching/store/exclusion_sql.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace postgres = platform::postgres;

domain::Exclusion ExclusionOf(const pqxx::row& row) {
  domain::Exclusion exclusion;
  exclusion.id = postgres::ReadId<domain::ExclusionId>(row["exclusion_id"]);
  exclusion.pair = {postgres::ReadId<domain::FamilyId>(row["request_family_id"]),
                    postgres::ReadId<domain::FamilyId>(row["support_family_id"]),
                    row["in_force"].as<bool>()};
  exclusion.version = row["version"].as<std::int64_t>();
  return exclusion;
}

}  // namespace

void InsertExclusion(ScopedTransaction& transaction, const TenantScope& tenant,
                     const domain::ExclusionId& id, const domain::ExcludedPair& pair,
                     const domain::ExclusionStep& step) {
  transaction.Run(
      sql::kInsertExclusion,
      {tenant.municipality, tenant.contract, id, pair.request_family, pair.support_family,
       step.occurred_on, step.recorded_at, step.recorded_by, step.reason, step.correction});
}

absl::StatusOr<domain::Exclusion> LockExclusion(ScopedTransaction& transaction,
                                                const TenantScope& tenant,
                                                const domain::ExclusionId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kLockExclusion, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "EXCLUSION_NOT_FOUND",
                                 "there is no such exclusion in this contract");
  }
  return ExclusionOf(rows[0]);
}

void LiftExclusion(ScopedTransaction& transaction, const TenantScope& tenant,
                   const domain::ExclusionId& id, const domain::ExclusionStep& step) {
  transaction.Run(sql::kLiftExclusion,
                  {tenant.municipality, tenant.contract, id, step.occurred_on, step.recorded_at,
                   step.recorded_by, step.reason, step.correction});
}

std::vector<domain::Exclusion> ListExclusions(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const platform::core::Page& page) {
  std::vector<domain::Exclusion> exclusions;
  for (const auto& row : transaction.Run(
           sql::kListExclusions, {tenant.municipality, tenant.contract, page.after, page.size})) {
    domain::Exclusion exclusion = ExclusionOf(row);
    if (exclusions.empty() || !(exclusions.back().id == exclusion.id)) {
      exclusions.push_back(std::move(exclusion));
    }
    exclusions.back().steps.push_back(
        {postgres::ReadDay(row["occurred_on"]), postgres::ReadTime(row["recorded_at"]),
         row["recorded_by"].c_str(), row["reason"].c_str(), row["correction"].as<bool>()});
  }
  return exclusions;
}

TakenExclusions TakeExclusions(ScopedTransaction& transaction, const TenantScope& tenant,
                               const platform::core::ContractId& to) {
  const pqxx::row row =
      transaction.Run(sql::kTakeExclusions, {tenant.municipality, tenant.contract, to})[0];
  return {row["exclusions"].c_str(), row["steps"].c_str()};
}

void PutExclusions(ScopedTransaction& transaction, const TenantScope& tenant,
                   const TakenExclusions& taken) {
  transaction.Run(sql::kPutExclusions,
                  {tenant.municipality, tenant.contract, taken.exclusions, taken.steps});
}

}  // namespace buurtbrug::matching::store
