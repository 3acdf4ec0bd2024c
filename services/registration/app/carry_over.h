#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "registration/app/means.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::app {

// Most families of one call.
inline constexpr int kMostCarriedOver = 500;

// Families that come to the contract of the call from the one that it follows.
struct CarryOverInput {
  platform::core::ContractId from;
  std::vector<domain::FamilyId> families;
};

// Copies the families with people and steps under the same ids, all of them or none; they stay
// where they were too. One that is here already stays as it is. Idempotent per `call.request_id`.
// The receipt's subject is the contract that is followed, its version how many families were not
// here yet.
//   FAILED_PRECONDITION NOTHING_FOLLOWED  the contract follows none, or another one
//   NOT_FOUND FAMILY_NOT_FOUND            not a family of the contract that is followed
//   NOT_FOUND FAMILY_ERASED               one of them was erased
//   as platform::tenant::HoldFollowed and Gate::Admit
absl::StatusOr<platform::core::Receipt> CarryOverFamilies(const Means& means,
                                                          const platform::access::Call& call,
                                                          const CarryOverInput& input);

}  // namespace buurtbrug::registration::app
