#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "platform/tenant/standing.h"
#include "tenancy/domain/contract.h"

// The tables of contracts and subsidy periods. Every function works within the given transaction;
// NOT_FOUND CONTRACT_NOT_FOUND where the tenant has no such contract.
namespace buurtbrug::tenancy::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// When something was recorded, and by whom.
struct Recorded {
  absl::Time at;
  std::string by;
};

// The contract without its periods.
void InsertContract(ScopedTransaction& transaction, const std::string& municipality,
                    const domain::Contract& contract, const Recorded& recorded);

// Holds the contract until the end of the transaction.
absl::StatusOr<platform::tenant::Term> LockContract(ScopedTransaction& transaction,
                                                    const TenantScope& tenant);

void InsertPeriod(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::SubsidyPeriod& period, const Recorded& recorded);

// With their periods, newest first.
std::vector<domain::Contract> ListContracts(ScopedTransaction& transaction,
                                            const std::string& municipality);

struct TermAndPeriod {
  platform::tenant::Term term;
  // Name of the period that covers the day.
  std::optional<std::string> period;
};

absl::StatusOr<TermAndPeriod> ReadTerm(ScopedTransaction& transaction, const TenantScope& tenant,
                                       absl::CivilDay day);

}  // namespace buurtbrug::tenancy::store
