#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/tenant/standing.h"
#include "tenancy/domain/contract.h"
#include "tenancy/store/recorded.h"

// The tables of contracts, the protocols that they adopted, and what was changed in them. Every
// function works within the given transaction; NOT_FOUND CONTRACT_NOT_FOUND where the tenant has no
// such contract.
namespace buurtbrug::tenancy::store {

// The contract without its periods.
void InsertContract(ScopedTransaction& transaction, const std::string& municipality,
                    const domain::Contract& contract, const Recorded& recorded);

// Holds the contract until the end of the transaction.
absl::Status HoldContract(ScopedTransaction& transaction, const TenantScope& tenant);

// The same, and reads it with its periods as nobody else can change them any more.
absl::StatusOr<domain::Contract> LockContract(ScopedTransaction& transaction,
                                              const TenantScope& tenant);

// What may change of a contract, without its periods; `contract.version` is the new one. ABORTED
// ETAG_MISMATCH.
absl::Status UpdateContract(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::Contract& contract);

// From `adopted.first_day` on; `contract.version` is the new one. ABORTED ETAG_MISMATCH.
absl::Status InsertAdoption(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::Contract& contract,
                            const domain::AdoptedProtocol& adopted, const Recorded& recorded);

// Numbers as in the table.
enum class ChangeKind { kEnded = 1, kPeriodCut = 2, kPeriodSealed = 3, kProtocolAdopted = 4 };

// An entry of the log of what was changed in a contract.
struct Change {
  ChangeKind kind = ChangeKind::kEnded;
  std::optional<std::string> period = {};
  std::optional<absl::CivilDay> last_day_before = {};
  std::optional<int> target_before = {};
  std::optional<int> protocol_version = {};
  std::optional<std::string> reason = {};
  // The contract as it was then (tenancy.v1.Contract), with kEnded.
  std::optional<std::string> became = {};
};

// One of each kind per request.
void InsertChange(ScopedTransaction& transaction, const TenantScope& tenant,
                  const platform::core::RequestId& request, const Change& change,
                  const Recorded& recorded);

// The contract as it was after the request that ended it; nothing for another request.
std::optional<std::string> ReadBecame(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const platform::core::RequestId& request);

// With their periods, newest first.
std::vector<domain::Contract> ListContracts(ScopedTransaction& transaction,
                                            const std::string& municipality);

struct TermAndPeriod {
  platform::tenant::Term term;
  // Name of the period that covers the day.
  std::optional<std::string> period;
  bool sealed = false;
};

absl::StatusOr<TermAndPeriod> ReadTerm(ScopedTransaction& transaction, const TenantScope& tenant,
                                       absl::CivilDay day);

}  // namespace buurtbrug::tenancy::store
