#include "registration/store/referral_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/referral_sql.h"

namespace buurtbrug::registration::store {
namespace {

namespace postgres = platform::postgres;

absl::StatusOr<domain::Referral> ReferralOf(const pqxx::row& row) {
  std::vector<domain::DatedStep> steps;
  for (const nlohmann::json& step : nlohmann::json::parse(row["steps"].c_str())) {
    BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay day,
                               platform::core::ParseDay("occurred_on", step[1].get<std::string>()));
    steps.push_back({static_cast<domain::StepKind>(step[0].get<int>()), day});
  }
  std::vector<domain::DatedMatch> matches;
  for (const nlohmann::json& days : nlohmann::json::parse(row["matches"].c_str())) {
    domain::DatedMatch match;
    BUURTBRUG_ASSIGN_OR_RETURN(match.trial_first_day,
                               platform::core::ParseDay("matched_on", days[0].get<std::string>()));
    if (!days[1].is_null()) {
      BUURTBRUG_ASSIGN_OR_RETURN(match.failed_on,
                                 platform::core::ParseDay("ended_on", days[1].get<std::string>()));
    }
    matches.push_back(match);
  }
  domain::Referral referral;
  referral.id = postgres::ReadId<domain::ReferralId>(row["referral_id"]);
  referral.reference = row["reference"].c_str();
  referral.referred_on = postgres::ReadDay(row["referred_on"]);
  referral.events = domain::EventsOf(steps, matches);
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

absl::StatusOr<std::vector<domain::Referral>> ListReferrals(ScopedTransaction& transaction,
                                                            const TenantScope& tenant,
                                                            const platform::core::Page& page) {
  std::vector<domain::Referral> referrals;
  for (const auto& row : transaction.Run(
           sql::kListReferrals,
           {tenant.municipality, tenant.contract, tenant.partner, page.after, page.size})) {
    BUURTBRUG_ASSIGN_OR_RETURN(domain::Referral referral, ReferralOf(row));
    referrals.push_back(std::move(referral));
  }
  return referrals;
}

}  // namespace buurtbrug::registration::store
