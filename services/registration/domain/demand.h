#pragma once

#include "absl/time/civil_time.h"
#include "platform/core/uuid.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::domain {

using DemandId = platform::core::StrongId<struct DemandTag>;

// How long unserved demand is kept: a municipality decides on contracts once a year, with its
// budget, so that a family is kept for one such decision and not for the next.
inline constexpr int kDemandMonths = 12;

// Numbers as in buurtbrug.registration.v1.
enum class DemandState {
  kWaiting = 1,
  kInvited = 2,
  kAccepted = 3,
  kExpired = 4,
  kWithdrawn = 5,
};

// A family that registered where no contract ran: all that is kept of it but its contact.
struct Demand {
  DemandId id;
  FamilyRole role = FamilyRole::kRequest;
  // Four digits of the postcode.
  std::string area;
  absl::CivilDay registered_on;
  // From this day on nothing of it can be read.
  absl::CivilDay expires_on;
  DemandState state = DemandState::kWaiting;
};

// The first day on which demand of `registered_on` is not kept any more: the same day
// kDemandMonths later, or the first of the month after where that month has no such day. Pure.
absl::CivilDay DemandExpiry(absl::CivilDay registered_on);

}  // namespace buurtbrug::registration::domain
