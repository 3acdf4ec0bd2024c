#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"

// Renewal: a contract follows another one of its municipality, and takes over what runs there.
namespace buurtbrug::platform::tenant {

// The contract that `contract` follows, when cases can be carried over to it on `today`. Both are
// held until the end of the transaction, which begins and ends under the scope of `contract`.
//   NOT_FOUND CONTRACT_NOT_FOUND              no such contract, or its news is not read yet
//   FAILED_PRECONDITION NOTHING_FOLLOWED      it follows none
//   FAILED_PRECONDITION CONTRACT_NOT_RUNNING  it does not run, or the other one neither runs nor is
//                                             in its run-off
absl::StatusOr<core::TenantScope> HoldFollowed(postgres::ScopedTransaction& transaction,
                                               const core::TenantScope& contract,
                                               absl::CivilDay today);

}  // namespace buurtbrug::platform::tenant
