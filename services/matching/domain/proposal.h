#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "matching/domain/readiness.h"
#include "platform/core/uuid.h"

namespace buurtbrug::matching::domain {

using platform::core::FamilyId;

// Numbers as in buurtbrug.registration.v1.
enum class FamilyRole { kRequest = 1, kSupport = 2 };
enum class FamilyState {
  kRegistered = 1,
  kWaiting = 2,
  kAvailable = 3,
  kIntakePlanned = 4,
  kScreening = 5,
  kPaused = 6,
  kClosed = 7,
  kWithdrawn = 8,
  kRejected = 9,
};

// What matching knows of a family: nothing personal.
struct Profile {
  FamilyId id;
  FamilyRole role = FamilyRole::kRequest;
  FamilyState state = FamilyState::kRegistered;
  int children = 0;
  // How many matches a support family can have at once; 0 until it was screened.
  int capacity = 0;
  // Of a support family.
  ToldReadiness readiness = {};
  std::optional<absl::CivilDay> paused_until = {};
  // Numbers of the children who are there; nothing: 1 to `children`.
  std::optional<std::vector<int>> household = {};
};

// Stands for the parents among the numbers of children: what they need themselves.
inline constexpr int kParents = 0;

// For whom support is sought or a match is: children by their numbers, or the parents alone.
// INVALID_ARGUMENT about the field `children`: NO_CHILD, DUPLICATE_CHILD, PARENTS_ALONE. Pure.
absl::Status CheckChildren(const std::vector<int>& children);

// Whether a match of these two may be proposed on `day` for these children, as the families are
// known now. Pure.
//   FAILED_PRECONDITION WRONG_ROLE            one of the two is not of its kind
//   FAILED_PRECONDITION FAMILY_NOT_WAITING    the intake of the request family is not done
//   FAILED_PRECONDITION FAMILY_NOT_AVAILABLE  the screening of the support family is not done
//   FAILED_PRECONDITION SUPPORT_FAMILY_PAUSED     it pauses until after that day
//   FAILED_PRECONDITION SUPPORT_FAMILY_NOT_READY  the support family is known not to be ready then
//   NOT_FOUND CHILD_NOT_FOUND                 the request family has no child of that number; the
//                                             parents are always there
absl::Status CheckProposal(const Profile& request_family, const std::vector<int>& children,
                           const Profile& support_family, absl::CivilDay day);

// FAILED_PRECONDITION WRONG_ROLE, FAMILY_NOT_AVAILABLE, SUPPORT_FAMILY_PAUSED about `field`, unless
// the family gives support on `day`. A pause ends by itself on its last day. Pure.
absl::Status CheckSupporter(const Profile& family, const std::string& field, absl::CivilDay day);

}  // namespace buurtbrug::matching::domain
