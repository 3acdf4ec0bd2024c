#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "platform/core/uuid.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::domain {

using ReferralId = platform::core::StrongId<struct ReferralTag>;

// Characters of a partner's own reference.
inline constexpr int kLongestReference = 40;

// Numbers as in buurtbrug.registration.v1.
enum class ReferralStatus { kReceived = 1, kWaiting = 2, kAvailable = 3 };

// What the partner is told of a family in this state. Pure.
ReferralStatus StatusOf(FamilyState state);

// A referral as its partner sees it: nothing personal, and no family.
struct Referral {
  ReferralId id;
  // The partner's own; may be empty.
  std::string reference;
  absl::CivilDay referred_on;
  ReferralStatus status = ReferralStatus::kReceived;
  // The day of the step that brought it there.
  absl::CivilDay status_since;
};

}  // namespace buurtbrug::registration::domain
