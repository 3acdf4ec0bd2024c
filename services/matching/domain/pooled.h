#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "matching/domain/match.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"

namespace buurtbrug::matching::domain {

// Where a support family comes from that a pool agreement lets be matched here.
struct PoolOrigin {
  platform::core::PoolAgreementId agreement;
  platform::core::TenantScope offering;
  FamilyId family;  // its id there
};

// Of such a family, what search needs besides its profile.
struct PooledCard {
  platform::core::TenantScope offering;
  // Places that matches of other contracts take: for good, and until these days.
  int taken = 0;
  std::vector<absl::CivilDay> held_until;
};

// A place of a support family of this contract that a match of another one takes: for good, or
// until a day, or not any more.
struct PlaceAway {
  FamilyId family;
  bool is_taken = false;
  std::optional<absl::CivilDay> until;
};

// As the view taken_places has it. Pure.
bool TakesPlace(const PlaceAway& place, absl::CivilDay day);

// Places that matches of other contracts take on `day`. Pure.
int TakenElsewhere(const PooledCard& card, absl::CivilDay day);

}  // namespace buurtbrug::matching::domain
