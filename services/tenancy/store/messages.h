#pragma once

#include <string>

#include "buurtbrug/tenancy/v1/contract.pb.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "tenancy/domain/contract.h"
#include "tenancy/domain/protocol.h"

// Contracts as others get them: in answers and, the same, in the feed.
namespace buurtbrug::tenancy::store {

v1::Contract ContractMessage(const std::string& municipality, const domain::Contract& contract);
v1::SubsidyPeriod PeriodMessage(const domain::SubsidyPeriod& period);

// What the other services are told of a new contract. It happens on the contract's first day.
platform::feed::Fact ContractOpened(const platform::core::Uuid& event_id,
                                    const std::string& municipality,
                                    const domain::Contract& contract,
                                    const domain::Protocol& protocol);

// And of a new period. It happens on the period's first day.
platform::feed::Fact SubsidyPeriodOpened(const platform::core::Uuid& event_id,
                                         const domain::SubsidyPeriod& period);

}  // namespace buurtbrug::tenancy::store
