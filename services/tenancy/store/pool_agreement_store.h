#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tenancy/domain/pool_agreement.h"
#include "tenancy/store/recorded.h"

namespace buurtbrug::tenancy::store {

void InsertPoolAgreement(ScopedTransaction& transaction, const domain::PoolAgreement& agreement,
                         const Recorded& recorded);

// Holds it until the end of the transaction. NOT_FOUND POOL_AGREEMENT_NOT_FOUND.
absl::StatusOr<domain::PoolAgreement> LockPoolAgreement(ScopedTransaction& transaction,
                                                        const domain::PoolAgreementId& id);

// One to which the municipality of the transaction's contract is a party. NOT_FOUND
// POOL_AGREEMENT_NOT_FOUND.
absl::StatusOr<domain::PoolAgreement> ReadPoolAgreement(ScopedTransaction& transaction,
                                                        const domain::PoolAgreementId& id);

// Sets the last day; `agreement.version` is the new one. ABORTED ETAG_MISMATCH.
absl::Status EndPoolAgreement(ScopedTransaction& transaction,
                              const domain::PoolAgreement& agreement);

// Those to which the municipality is a party, oldest first.
std::vector<domain::PoolAgreement> ListPoolAgreements(ScopedTransaction& transaction,
                                                      const std::string& municipality);

}  // namespace buurtbrug::tenancy::store
