#include "registration/store/referral_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/sql.h"

namespace buurtbrug::registration::store {
namespace {

namespace postgres = platform::postgres;

domain::Referral ReferralOf(const pqxx::row& row) {
  domain::Referral referral;
  referral.id = postgres::ReadId<domain::ReferralId>(row["referral_id"]);
  referral.reference = row["reference"].c_str();
  referral.referred_on = postgres::ReadDay(row["referred_on"]);
  referral.status = domain::StatusOf(static_cast<domain::FamilyState>(row["state"].as<int>()));
  referral.status_since = postgres::ReadDay(row["status_since"]);
  return referral;
}

}  // namespace

void InsertReferral(ScopedTransaction& transaction, const TenantScope& tenant,
                    const domain::Referral& referral, const domain::FamilyId& family,
                    absl::Time recorded_at) {
  transaction.Run(sql::kInsertReferral,
                  {tenant.municipality, tenant.contract, referral.id, tenant.partner, family,
                   referral.reference, referral.referred_on, recorded_at});
}

absl::StatusOr<domain::Referral> ReadReferral(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const domain::ReferralId& id) {
  const pqxx::result rows = transaction.Run(
      sql::kReadReferral, {tenant.municipality, tenant.contract, tenant.partner, id});
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "REFERRAL_NOT_FOUND",
                                 "there is no such referral of yours in this contract");
  }
  return ReferralOf(rows[0]);
}

std::vector<domain::Referral> ListReferrals(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const platform::core::Page& page) {
  std::vector<domain::Referral> referrals;
  for (const auto& row : transaction.Run(
           sql::kListReferrals,
           {tenant.municipality, tenant.contract, tenant.partner, page.after, page.size})) {
    referrals.push_back(ReferralOf(row));
  }
  return referrals;
}

}  // namespace buurtbrug::registration::store
