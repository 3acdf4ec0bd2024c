#pragma once

#include <string>

#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "tenancy/domain/appointment.h"
#include "tenancy/domain/break_glass.h"
#include "tenancy/domain/contract.h"
#include "tenancy/domain/partner.h"
#include "tenancy/domain/pool_agreement.h"
#include "tenancy/domain/pool_consent.h"
#include "tenancy/domain/protocol.h"
#include "tenancy/store/recorded.h"

// What the other services are told. A change is told whole, with its version, on the day on which
// it was made; nothing of it is free text about people.
namespace buurtbrug::tenancy::store {

// One fact to be: its id, and the day of a change.
struct Telling {
  platform::core::Uuid event_id;
  absl::CivilDay day;
};

// Those that open something happen on its first day, not on that of the telling.
platform::feed::Fact ContractOpened(const Telling& telling, const std::string& municipality,
                                    const domain::Contract& contract,
                                    const domain::Protocol& protocol);
platform::feed::Fact SubsidyPeriodOpened(const Telling& telling,
                                         const domain::SubsidyPeriod& period);
platform::feed::Fact ProtocolAdopted(const Telling& telling, const domain::Protocol& protocol,
                                     absl::CivilDay first_day);

// Without its periods.
platform::feed::Fact ContractChanged(const Telling& telling, const std::string& municipality,
                                     const domain::Contract& contract);
platform::feed::Fact SubsidyPeriodChanged(const Telling& telling,
                                          const domain::SubsidyPeriod& period);
platform::feed::Fact AppointmentChanged(const Telling& telling, const TenantScope& tenant,
                                        const domain::Appointment& appointment);
// Without its contracts.
platform::feed::Fact PartnerChanged(const Telling& telling, const domain::Partner& partner);
platform::feed::Fact PartnerContractChanged(const Telling& telling,
                                            const domain::PartnerContract& contract);
// Without the reason.
platform::feed::Fact BreakGlassChanged(const Telling& telling, const TenantScope& tenant,
                                       const domain::BreakGlass& glass);
platform::feed::Fact PoolAgreementChanged(const Telling& telling,
                                          const domain::PoolAgreement& agreement);
platform::feed::Fact PoolConsentChanged(const Telling& telling, const domain::PoolConsent& consent);

}  // namespace buurtbrug::tenancy::store
