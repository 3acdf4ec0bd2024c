#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"

// What tenancy tells of pools, for tests that give it to platform/tenant/pools.h.
namespace buurtbrug::platform::testing {

struct PoolDays {
  absl::CivilDay first_day;
  std::optional<absl::CivilDay> last_day = {};
};

feed::Entry ContractEntry(const core::TenantScope& tenant, const PoolDays& days,
                          int64_t version = 1);
feed::Entry AgreementEntry(const core::PoolAgreementId& id, const std::string& offering,
                           const std::string& receiving, const PoolDays& days, int64_t version = 1);
// `consent` names the consent, in each test as it likes.
feed::Entry ConsentEntry(const std::string& consent, const core::PoolAgreementId& agreement,
                         const core::TenantScope& tenant, const PoolDays& days,
                         int64_t version = 1);

}  // namespace buurtbrug::platform::testing
