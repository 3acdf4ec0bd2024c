#include "matching/app/places.h"

#include "matching/domain/family_card.h"
#include "matching/domain/trial.h"
#include "matching/store/match_life_store.h"
#include "matching/store/profile_store.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

absl::Status CheckPlaceLeft(platform::postgres::ScopedTransaction& transaction,
                            const platform::access::Call& call, const AskedPlace& place,
                            const std::optional<domain::MatchId>& except) {
  int capacity = place.capacity;
  if (place.keeper != place.family) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyCard keeper,
                               store::ReadCard(transaction, call.scope, place.keeper));
    capacity = domain::CapacityOf(keeper);
  }
  return domain::CheckPlaceLeft(
      store::PlacesTaken(transaction, call.scope, place.keeper, call.today, except, call.now),
      capacity);
}

}  // namespace buurtbrug::matching::app
