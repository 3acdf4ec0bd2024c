#include "registration/store/consent_store.h"

#include <map>
#include <pqxx/result>

#include "platform/postgres/read.h"
#include "registration/store/consent_sql.h"

namespace buurtbrug::registration::store {

namespace postgres = platform::postgres;

void AppendConsent(ScopedTransaction& transaction, const TenantScope& tenant,
                   const domain::FamilyId& family, domain::ConsentPurpose purpose, ConsentStep step,
                   const Record& record) {
  transaction.Run(sql::kConsentAppend,
                  {tenant.municipality, tenant.contract, family, static_cast<int>(purpose),
                   step == ConsentStep::kGiven, record.occurred_on, static_cast<int>(record.how),
                   record.at, record.by});
}

std::vector<domain::Consent> ReadConsents(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const domain::FamilyId& family) {
  std::map<int, domain::Consent> consents;
  for (const auto& row :
       transaction.Run(sql::kConsentSteps, {tenant.municipality, tenant.contract, family})) {
    const int purpose = row["purpose"].as<int>();
    const absl::CivilDay day = postgres::ReadDay(row["occurred_on"]);
    if (row["given"].as<bool>()) {
      consents[purpose] = {static_cast<domain::ConsentPurpose>(purpose), day,
                           static_cast<domain::Channel>(row["how"].as<int>()), std::nullopt};
    } else {
      consents[purpose].withdrawn_on = day;
    }
  }
  std::vector<domain::Consent> list;
  list.reserve(consents.size());
  for (const auto& [purpose, consent] : consents) {
    list.push_back(consent);
  }
  return list;
}

void AppendInformation(ScopedTransaction& transaction, const TenantScope& tenant,
                       const domain::FamilyId& family, const Record& record) {
  transaction.Run(sql::kInformationAppend,
                  {tenant.municipality, tenant.contract, family, record.occurred_on,
                   static_cast<int>(record.how), record.at, record.by});
}

std::vector<OpenDuty> ListOpenDuties(ScopedTransaction& transaction, const TenantScope& tenant,
                                     const platform::core::Page& page) {
  std::vector<OpenDuty> duties;
  for (const auto& row : transaction.Run(
           sql::kInformationOpen, {tenant.municipality, tenant.contract, page.after, page.size})) {
    duties.push_back({postgres::ReadId<domain::FamilyId>(row["family_id"]),
                      postgres::ReadDay(row["registered_on"]), !row["referred_by"].is_null()});
  }
  return duties;
}

}  // namespace buurtbrug::registration::store
