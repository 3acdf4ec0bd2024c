#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/core/page.h"
#include "tenancy/domain/pool_consent.h"
#include "tenancy/store/recorded.h"

// Consents of contracts to pool agreements. Only the contract's own scope writes them; that of each
// of the two municipalities reads them.
namespace buurtbrug::tenancy::store {

// `consent.tenant` is the contract of the transaction.
void InsertPoolConsent(ScopedTransaction& transaction, const domain::PoolAgreement& agreement,
                       const domain::PoolConsent& consent, const Recorded& recorded);

// Holds it until the end of the transaction. NOT_FOUND POOL_CONSENT_NOT_FOUND.
absl::StatusOr<domain::PoolConsent> LockPoolConsent(ScopedTransaction& transaction,
                                                    const TenantScope& tenant,
                                                    const domain::PoolConsentId& id);

// Sets the last day; `consent.version` is the new one. ABORTED ETAG_MISMATCH.
absl::Status EndPoolConsent(ScopedTransaction& transaction, const domain::PoolConsent& consent,
                            const Recorded& recorded);

// To the agreements to which the municipality is a party, or to one of them; oldest first.
std::vector<domain::PoolConsent> ListPoolConsents(
    ScopedTransaction& transaction, const std::string& municipality,
    const std::optional<domain::PoolAgreementId>& agreement, const platform::core::Page& page);

}  // namespace buurtbrug::tenancy::store
