#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::domain {

// Numbers as in buurtbrug.registration.v1.
enum class ConsentPurpose {
  kShareWithFamily = 1,
  kAcrossBorder = 2,
  kNews = 3,
  kStudy = 4,
  kPool = 5
};
enum class Channel { kOnline = 1, kPaper = 2, kTelephone = 3, kConversation = 4 };

// Whether a family agrees to one purpose.
struct Consent {
  ConsentPurpose purpose = ConsentPurpose::kShareWithFamily;
  absl::CivilDay given_on;
  Channel how = Channel::kOnline;
  std::optional<absl::CivilDay> withdrawn_on;
};

// Whether `consents` has `purpose`, not withdrawn. Pure.
bool Agrees(const std::vector<Consent>& consents, ConsentPurpose purpose);

// FAILED_PRECONDITION WRONG_ROLE for a purpose that families of `role` are not asked about: only
// support families are shown in a pool. Pure.
absl::Status CheckPurpose(FamilyRole role, ConsentPurpose purpose);

}  // namespace buurtbrug::registration::domain
