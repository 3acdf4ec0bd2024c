#include "matching/domain/pooled.h"

#include <algorithm>

namespace buurtbrug::matching::domain {

bool TakesPlace(const PlaceAway& place, absl::CivilDay day) {
  return place.is_taken || (place.until && *place.until >= day);
}

int TakenElsewhere(const PooledCard& card, absl::CivilDay day) {
  return card.taken +
         static_cast<int>(std::count_if(card.held_until.begin(), card.held_until.end(),
                                        [&](absl::CivilDay until) { return until >= day; }));
}

}  // namespace buurtbrug::matching::domain
