#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tenancy/domain/contract.h"
#include "tenancy/store/recorded.h"

// The tables of subsidy periods and their decision dates. Whoever writes holds the contract
// (LockContract).
namespace buurtbrug::tenancy::store {

void InsertPeriod(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::SubsidyPeriod& period, const Recorded& recorded);

// All but name and first day, and without the decision dates; `period.version` is the new one.
// ABORTED ETAG_MISMATCH, also for one that is sealed already.
absl::Status UpdatePeriod(ScopedTransaction& transaction, const TenantScope& tenant,
                          const domain::SubsidyPeriod& period);

// From now on the period has the decision dates that it has in `period`.
void ReplaceDecisionDates(ScopedTransaction& transaction, const TenantScope& tenant,
                          const domain::SubsidyPeriod& period);

// Periods of the contracts of a municipality, or of one of them, oldest first, with their decision
// dates.
std::map<domain::ContractId, std::vector<domain::SubsidyPeriod>> ListPeriods(
    ScopedTransaction& transaction, const std::string& municipality,
    const std::optional<domain::ContractId>& contract);

}  // namespace buurtbrug::tenancy::store
