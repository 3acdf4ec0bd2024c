#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tenancy/domain/partner.h"
#include "tenancy/store/recorded.h"

// The tables of partners, their OAuth clients, and the contracts for which they may refer.
namespace buurtbrug::tenancy::store {

// Without clients and contracts.
void InsertPartner(ScopedTransaction& transaction, const domain::Partner& partner,
                   const Recorded& recorded);

// With its clients, without its contracts; held until the end of the transaction. NOT_FOUND
// PARTNER_NOT_FOUND.
absl::StatusOr<domain::Partner> LockPartner(ScopedTransaction& transaction,
                                            const domain::PartnerId& id);

// Its state; `partner.version` is the new one, also of one whose clients change. ABORTED
// ETAG_MISMATCH.
absl::Status UpdatePartner(ScopedTransaction& transaction, const domain::Partner& partner);

void InsertClient(ScopedTransaction& transaction, const domain::PartnerId& partner,
                  const std::string& client, const Recorded& recorded);
void RemoveClient(ScopedTransaction& transaction, const domain::PartnerId& partner,
                  const std::string& client, absl::Time at);

// With clients and contracts, by organisation; under the network's scope.
std::vector<domain::Partner> ListPartners(ScopedTransaction& transaction);

// Nothing when the partner was never allowed to refer for the contract. Whoever writes after it
// holds the contract.
std::optional<domain::PartnerContract> ReadPartnerContract(ScopedTransaction& transaction,
                                                           const TenantScope& tenant,
                                                           const domain::PartnerId& partner);

// Makes or changes it; `contract.version` is the new one. ABORTED ETAG_MISMATCH.
absl::Status PutPartnerContract(ScopedTransaction& transaction,
                                const domain::PartnerContract& contract, const Recorded& recorded);

}  // namespace buurtbrug::tenancy::store
