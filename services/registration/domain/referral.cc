#include "registration/domain/referral.h"

namespace buurtbrug::registration::domain {

ReferralStatus StatusOf(FamilyState state) {
  switch (state) {
    case FamilyState::kWaiting:
      return ReferralStatus::kWaiting;
    case FamilyState::kAvailable:
      return ReferralStatus::kAvailable;
    default:
      return ReferralStatus::kReceived;
  }
}

}  // namespace buurtbrug::registration::domain
