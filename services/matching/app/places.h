#pragma once

#include <optional>

#include "absl/status/status.h"
#include "matching/domain/match.h"
#include "platform/access/call.h"
#include "platform/postgres/database.h"

namespace buurtbrug::matching::app {

// The support family of which a place is asked, and who keeps its places (store::LockPlaces).
struct AskedPlace {
  domain::FamilyId family;
  domain::FamilyId keeper;
  // How many matches `family` can have, as its profile says or registration answered.
  int capacity = 0;
};

// Whether a further place is left today, besides what the match `except` takes, within the
// transaction that holds the places. Of a family that goes on as another one, that one says how
// many there are, and all that either gave are counted. FAILED_PRECONDITION as
// domain::CheckPlaceLeft; NOT_FOUND FAMILY_NOT_FOUND while nothing was told of the keeper.
absl::Status CheckPlaceLeft(platform::postgres::ScopedTransaction& transaction,
                            const platform::access::Call& call, const AskedPlace& place,
                            const std::optional<domain::MatchId>& except = std::nullopt);

}  // namespace buurtbrug::matching::app
