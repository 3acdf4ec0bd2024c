#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/partner.h"

namespace buurtbrug::tenancy::app {

// Organisations that refer families, and for which contracts they may. Writes as Desk; the
// receipt's subject is the partner. NOT_FOUND PARTNER_NOT_FOUND where there is none. Thread-safe.
class Partners {
 public:
  explicit Partners(Desk& desk) : desk_(desk) {}

  // `partner.id`, its clients, state and contracts are ignored. INVALID_ARGUMENT as
  // domain::CheckPartner.
  absl::StatusOr<Receipt> Create(const Call& call, const domain::Partner& partner);

  // INVALID_ARGUMENT as domain::CheckClient; ALREADY_EXISTS PARTNER_CLIENT_EXISTS, of this partner
  // or another.
  absl::StatusOr<Receipt> AddClient(const Call& call, const domain::PartnerId& id,
                                    const std::string& client);

  // NOT_FOUND PARTNER_CLIENT_NOT_FOUND.
  absl::StatusOr<Receipt> RemoveClient(const Call& call, const domain::PartnerId& id,
                                       const std::string& client);

  // Suspends or resumes it; changes nothing when it is so already.
  absl::StatusOr<Receipt> SetState(const Call& call, const domain::PartnerId& id,
                                   domain::PartnerState state);

  // With clients and contracts, by organisation.
  absl::StatusOr<std::vector<domain::Partner>> List();

  // For the contract of `call.scope`, which is that of `contract`; changes the days of one that may
  // already. INVALID_ARGUMENT LAST_DAY_TOO_EARLY; NOT_FOUND CONTRACT_NOT_FOUND.
  absl::StatusOr<Receipt> Allow(const Call& call, domain::PartnerContract contract);

  // From now on. NOT_FOUND CONTRACT_NOT_FOUND; PARTNER_NOT_FOUND also of one that never might.
  absl::StatusOr<Receipt> Disallow(const Call& call, const domain::PartnerId& id);

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
