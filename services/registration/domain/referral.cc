#include "registration/domain/referral.h"

namespace buurtbrug::registration::domain {

ReferralStatus StatusOf(FamilyState state) {
  switch (state) {
    case FamilyState::kRegistered:
      return ReferralStatus::kReceived;
    case FamilyState::kWaiting:
      return ReferralStatus::kWaiting;
    case FamilyState::kAvailable:
      return ReferralStatus::kAvailable;
  }
  return ReferralStatus::kReceived;
}

}  // namespace buurtbrug::registration::domain
