#pragma once

#include <optional>

#include "absl/time/civil_time.h"

namespace buurtbrug::registration::domain {

// Numbers as in buurtbrug.registration.v1.
enum class ConsentPurpose { kShareWithFamily = 1, kAcrossBorder = 2, kNews = 3, kStudy = 4 };
enum class Channel { kOnline = 1, kPaper = 2, kTelephone = 3, kConversation = 4 };

// Whether a family agrees to one purpose.
struct Consent {
  ConsentPurpose purpose = ConsentPurpose::kShareWithFamily;
  absl::CivilDay given_on;
  Channel how = Channel::kOnline;
  std::optional<absl::CivilDay> withdrawn_on;
};

}  // namespace buurtbrug::registration::domain
