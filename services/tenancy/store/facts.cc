#include "tenancy/store/facts.h"

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/parse.h"
#include "tenancy/store/messages.h"

namespace buurtbrug::tenancy::store {

using platform::feed::Fact;
using platform::feed::MakeFact;

Fact ContractOpened(const Telling& telling, const std::string& municipality,
                    const domain::Contract& contract, const domain::Protocol& protocol) {
  v1::ContractOpened event;
  *event.mutable_contract() = ContractMessage(municipality, contract);
  *event.mutable_protocol() = ProtocolMessage(protocol);
  return MakeFact(telling.event_id, contract.first_day, event);
}

Fact SubsidyPeriodOpened(const Telling& telling, const domain::SubsidyPeriod& period) {
  v1::SubsidyPeriodOpened event;
  *event.mutable_period() = PeriodMessage(period);
  return MakeFact(telling.event_id, period.first_day, event);
}

Fact ProtocolAdopted(const Telling& telling, const domain::Protocol& protocol,
                     absl::CivilDay first_day) {
  v1::ProtocolAdopted event;
  *event.mutable_protocol() = ProtocolMessage(protocol);
  event.set_first_day(platform::core::FormatDay(first_day));
  return MakeFact(telling.event_id, first_day, event);
}

Fact ContractChanged(const Telling& telling, const std::string& municipality,
                     const domain::Contract& contract) {
  v1::ContractChanged event;
  *event.mutable_contract() = ContractMessage(municipality, contract);
  event.mutable_contract()->clear_periods();
  event.set_version(contract.version);
  return MakeFact(telling.event_id, telling.day, event);
}

Fact SubsidyPeriodChanged(const Telling& telling, const domain::SubsidyPeriod& period) {
  v1::SubsidyPeriodChanged event;
  *event.mutable_period() = PeriodMessage(period);
  event.set_version(period.version);
  return MakeFact(telling.event_id, telling.day, event);
}

Fact AppointmentChanged(const Telling& telling, const TenantScope& tenant,
                        const domain::Appointment& appointment) {
  v1::AppointmentChanged event;
  *event.mutable_appointment() = AppointmentMessage(tenant, appointment);
  event.set_version(appointment.version);
  return MakeFact(telling.event_id, telling.day, event);
}

Fact PartnerChanged(const Telling& telling, const domain::Partner& partner) {
  v1::PartnerChanged event;
  *event.mutable_partner() = PartnerMessage(partner);
  event.mutable_partner()->clear_contracts();
  event.set_version(partner.version);
  return MakeFact(telling.event_id, telling.day, event);
}

Fact PartnerContractChanged(const Telling& telling, const domain::PartnerContract& contract) {
  v1::PartnerContractChanged event;
  *event.mutable_partner_contract() = PartnerContractMessage(contract);
  event.set_version(contract.version);
  return MakeFact(telling.event_id, telling.day, event);
}

Fact BreakGlassChanged(const Telling& telling, const TenantScope& tenant,
                       const domain::BreakGlass& glass) {
  v1::BreakGlassChanged event;
  *event.mutable_break_glass() = BreakGlassMessage(tenant, glass);
  event.mutable_break_glass()->clear_reason();
  event.set_version(glass.version);
  return MakeFact(telling.event_id, telling.day, event);
}

Fact PoolAgreementChanged(const Telling& telling, const domain::PoolAgreement& agreement) {
  v1::PoolAgreementChanged event;
  *event.mutable_pool_agreement() = PoolAgreementMessage(agreement);
  event.set_version(agreement.version);
  return MakeFact(telling.event_id, telling.day, event);
}

Fact PoolConsentChanged(const Telling& telling, const domain::PoolConsent& consent) {
  v1::PoolConsentChanged event;
  *event.mutable_pool_consent() = PoolConsentMessage(consent);
  event.set_version(consent.version);
  return MakeFact(telling.event_id, telling.day, event);
}

}  // namespace buurtbrug::tenancy::store
