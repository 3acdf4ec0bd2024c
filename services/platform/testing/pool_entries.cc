#include "platform/testing/pool_entries.h"

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/parse.h"

namespace buurtbrug::platform::testing {
namespace {

template <typename Message>
void SetDays(Message& message, const PoolDays& days) {
  message.set_first_day(core::FormatDay(days.first_day));
  if (days.last_day) {
    message.set_last_day(core::FormatDay(*days.last_day));
  }
}

template <typename Event>
feed::Entry EntryOf(const core::TenantScope& tenant, const Event& event) {
  feed::Entry entry;
  entry.tenant = tenant;
  entry.fact = feed::MakeFact({}, {}, event);
  return entry;
}

}  // namespace

feed::Entry ContractEntry(const core::TenantScope& tenant, const PoolDays& days, int64_t version) {
  if (version == 1) {
    tenancy::v1::ContractOpened event;
    SetDays(*event.mutable_contract(), days);
    return EntryOf(tenant, event);
  }
  tenancy::v1::ContractChanged event;
  SetDays(*event.mutable_contract(), days);
  event.set_version(version);
  return EntryOf(tenant, event);
}

feed::Entry AgreementEntry(const core::PoolAgreementId& id, const std::string& offering,
                           const std::string& receiving, const PoolDays& days, int64_t version) {
  tenancy::v1::PoolAgreementChanged event;
  event.mutable_pool_agreement()->set_pool_agreement_id(id.ToString());
  event.mutable_pool_agreement()->set_offering_municipality(offering);
  event.mutable_pool_agreement()->set_receiving_municipality(receiving);
  SetDays(*event.mutable_pool_agreement(), days);
  event.set_version(version);
  return EntryOf({core::kNoMunicipality, {}}, event);
}

feed::Entry ConsentEntry(const std::string& consent, const core::PoolAgreementId& agreement,
                         const core::TenantScope& tenant, const PoolDays& days, int64_t version) {
  tenancy::v1::PoolConsentChanged event;
  event.mutable_pool_consent()->set_pool_consent_id(consent);
  event.mutable_pool_consent()->set_pool_agreement_id(agreement.ToString());
  SetDays(*event.mutable_pool_consent(), days);
  event.set_version(version);
  return EntryOf(tenant, event);
}

}  // namespace buurtbrug::platform::testing
