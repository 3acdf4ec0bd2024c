#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/domain/family_card.h"

namespace buurtbrug::matching::store {

// What an entry of registration's feed told of a family on `day`. Numbers that do not fit into a
// set are left out, wishes of an unknown kind too: an earlier release does not know them.
// INVALID_ARGUMENT where a day is none.
absl::StatusOr<domain::ToldProfile> ToldProfileOf(
    const registration::v1::FamilyProfileChanged& told, absl::CivilDay day);

// Out of the bytes that were kept. INVALID_ARGUMENT INVALID_PROFILE.
absl::StatusOr<domain::ToldProfile> ToldProfileOfBytes(absl::string_view bytes, absl::CivilDay day);

}  // namespace buurtbrug::matching::store
