#include "registration/domain/consent.h"

#include <algorithm>

#include "platform/core/status.h"

namespace buurtbrug::registration::domain {

bool Agrees(const std::vector<Consent>& consents, ConsentPurpose purpose) {
  return std::any_of(consents.begin(), consents.end(), [&](const Consent& consent) {
    return consent.purpose == purpose && !consent.withdrawn_on;
  });
}

absl::Status CheckPurpose(FamilyRole role, ConsentPurpose purpose) {
  return purpose == ConsentPurpose::kPool && role != FamilyRole::kSupport
             ? platform::core::Error(absl::StatusCode::kFailedPrecondition, "WRONG_ROLE",
                                     "only support families are shown in a pool")
             : absl::OkStatus();
}

}  // namespace buurtbrug::registration::domain
