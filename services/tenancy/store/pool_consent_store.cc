#include "tenancy/store/pool_consent_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "tenancy/store/pool_sql.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;

domain::PoolConsent PoolConsentOf(const pqxx::row& row) {
  domain::PoolConsent consent;
  consent.tenant = {row["municipality"].c_str(),
                    postgres::ReadId<domain::ContractId>(row["contract_id"])};
  consent.id = postgres::ReadId<domain::PoolConsentId>(row["pool_consent_id"]);
  consent.agreement = postgres::ReadId<domain::PoolAgreementId>(row["pool_agreement_id"]);
  consent.side = static_cast<domain::PoolSide>(row["side"].as<int>());
  consent.first_day = postgres::ReadDay(row["first_day"]);
  consent.last_day = postgres::ReadOptionalDay(row["last_day"]);
  consent.version = row["version"].as<int64_t>();
  return consent;
}

}  // namespace

void InsertPoolConsent(ScopedTransaction& transaction, const domain::PoolAgreement& agreement,
                       const domain::PoolConsent& consent, const Recorded& recorded) {
  transaction.Run(sql::kInsertPoolConsent,
                  {consent.tenant.municipality, consent.tenant.contract, consent.id, agreement.id,
                   agreement.offering, agreement.receiving, consent.first_day, consent.last_day,
                   recorded.at, recorded.by});
}

absl::StatusOr<domain::PoolConsent> LockPoolConsent(ScopedTransaction& transaction,
                                                    const TenantScope& tenant,
                                                    const domain::PoolConsentId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kLockPoolConsent, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "POOL_CONSENT_NOT_FOUND",
                                 "the contract gave no such consent");
  }
  return PoolConsentOf(rows[0]);
}

absl::Status EndPoolConsent(ScopedTransaction& transaction, const domain::PoolConsent& consent,
                            const Recorded& recorded) {
  return ChangedOne(transaction.Run(
      sql::kEndPoolConsent, {consent.tenant.municipality, consent.tenant.contract, consent.id,
                             consent.last_day, consent.version, recorded.at, recorded.by}));
}

std::vector<domain::PoolConsent> ListPoolConsents(
    ScopedTransaction& transaction, const std::string& municipality,
    const std::optional<domain::PoolAgreementId>& agreement, const platform::core::Page& page) {
  std::vector<domain::PoolConsent> consents;
  for (const auto& row :
       transaction.Run(sql::kListPoolConsents, {municipality, page.after, agreement, page.size})) {
    consents.push_back(PoolConsentOf(row));
  }
  return consents;
}

}  // namespace buurtbrug::tenancy::store
