#pragma once

#include <string>

#include "absl/time/time.h"
#include "buurtbrug/tenancy/v1/access.pb.h"
#include "buurtbrug/tenancy/v1/contract.pb.h"
#include "buurtbrug/tenancy/v1/pool.pb.h"
#include "tenancy/domain/appointment.h"
#include "tenancy/domain/break_glass.h"
#include "tenancy/domain/contract.h"
#include "tenancy/domain/municipality.h"
#include "tenancy/domain/partner.h"
#include "tenancy/domain/pool_agreement.h"
#include "tenancy/domain/pool_consent.h"
#include "tenancy/domain/protocol.h"
#include "tenancy/store/recorded.h"

// What tenancy keeps as others get it: in answers and, the same, in the feed.
namespace buurtbrug::tenancy::store {

// The `etag` of a version.
std::string EtagOf(int64_t version);

// To the microsecond.
google::protobuf::Timestamp TimestampOf(absl::Time time);

v1::Municipality MunicipalityMessage(const domain::Municipality& municipality);
v1::Protocol ProtocolMessage(const domain::Protocol& protocol);
v1::Contract ContractMessage(const std::string& municipality, const domain::Contract& contract);
// The same as bytes, to be kept and answered again.
std::string ContractBytes(const std::string& municipality, const domain::Contract& contract);
v1::SubsidyPeriod PeriodMessage(const domain::SubsidyPeriod& period);
// An operator's names no contract.
v1::Appointment AppointmentMessage(const TenantScope& tenant,
                                   const domain::Appointment& appointment);
v1::Partner PartnerMessage(const domain::Partner& partner);
v1::PartnerContract PartnerContractMessage(const domain::PartnerContract& contract);
// With the reason, and with the end that it came to.
v1::BreakGlass BreakGlassMessage(const TenantScope& tenant, const domain::BreakGlass& glass);
v1::PoolAgreement PoolAgreementMessage(const domain::PoolAgreement& agreement);
v1::PoolConsent PoolConsentMessage(const domain::PoolConsent& consent);

}  // namespace buurtbrug::tenancy::store
