#include "tenancy/store/pool_agreement_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "tenancy/store/pool_sql.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;

domain::PoolAgreement PoolAgreementOf(const pqxx::row& row) {
  domain::PoolAgreement agreement;
  agreement.id = postgres::ReadId<domain::PoolAgreementId>(row["pool_agreement_id"]);
  agreement.offering = row["offering_municipality"].c_str();
  agreement.receiving = row["receiving_municipality"].c_str();
  agreement.first_day = postgres::ReadDay(row["first_day"]);
  agreement.last_day = postgres::ReadOptionalDay(row["last_day"]);
  agreement.counts_for = static_cast<domain::PoolCounts>(row["counts_for"].as<int>());
  agreement.version = row["version"].as<int64_t>();
  return agreement;
}

absl::StatusOr<domain::PoolAgreement> OrNotFound(const pqxx::result& rows) {
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "POOL_AGREEMENT_NOT_FOUND",
                                 "there is no such pool agreement");
  }
  return PoolAgreementOf(rows[0]);
}

}  // namespace

void InsertPoolAgreement(ScopedTransaction& transaction, const domain::PoolAgreement& agreement,
                         const Recorded& recorded) {
  transaction.Run(
      sql::kInsertPoolAgreement,
      {agreement.id, agreement.offering, agreement.receiving, agreement.first_day,
       agreement.last_day, static_cast<int>(agreement.counts_for), recorded.at, recorded.by});
}

absl::StatusOr<domain::PoolAgreement> LockPoolAgreement(ScopedTransaction& transaction,
                                                        const domain::PoolAgreementId& id) {
  return OrNotFound(transaction.Run(sql::kLockPoolAgreement, {id}));
}

absl::StatusOr<domain::PoolAgreement> ReadPoolAgreement(ScopedTransaction& transaction,
                                                        const domain::PoolAgreementId& id) {
  return OrNotFound(transaction.Run(sql::kReadPoolAgreement, {id}));
}

absl::Status EndPoolAgreement(ScopedTransaction& transaction,
                              const domain::PoolAgreement& agreement) {
  return ChangedOne(transaction.Run(sql::kEndPoolAgreement,
                                    {agreement.id, agreement.last_day, agreement.version}));
}

std::vector<domain::PoolAgreement> ListPoolAgreements(ScopedTransaction& transaction,
                                                      const std::string& municipality) {
  std::vector<domain::PoolAgreement> agreements;
  for (const auto& row : transaction.Run(sql::kListPoolAgreements, {municipality})) {
    agreements.push_back(PoolAgreementOf(row));
  }
  return agreements;
}

}  // namespace buurtbrug::tenancy::store
