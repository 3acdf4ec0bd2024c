#include "matching/domain/pool_place.h"

namespace buurtbrug::matching::domain {

bool Holds(const Reservation& reservation, absl::Time now, absl::CivilDay today) {
  switch (reservation.place.state) {
    case PoolPlaceState::kTaken:
      return true;
    case PoolPlaceState::kHeld:
      return *reservation.place.until >= today &&
             (!reservation.lapses_at || *reservation.lapses_at > now);
    case PoolPlaceState::kFree:
      return false;
  }
  return false;
}

std::optional<PoolPlace> PlaceOf(MatchState state, std::optional<absl::CivilDay> held_until) {
  switch (state) {
    case MatchState::kProposed:
    case MatchState::kIntroduced:
    case MatchState::kAgreed:
      return held_until ? PoolPlace{PoolPlaceState::kHeld, held_until} : PoolPlace();
    case MatchState::kInTrial:
    case MatchState::kDefinitive:
    case MatchState::kSustained:
      return PoolPlace{PoolPlaceState::kTaken};
    case MatchState::kDeclined:
    case MatchState::kEndedInTrial:
    case MatchState::kEndedEarly:
    case MatchState::kCompleted:
      return PoolPlace();
    case MatchState::kCarriedOver:
      return std::nullopt;
  }
  return std::nullopt;
}

PoolPlace Follow(const std::optional<Reservation>& reservation, const PoolPlace& wanted,
                 absl::Time now, absl::CivilDay today, bool is_left) {
  if (wanted.state != PoolPlaceState::kHeld) {
    return wanted;
  }
  const bool holds = reservation && Holds(*reservation, now, today);
  return holds || is_left ? wanted : PoolPlace();
}

bool WaitsForStep(const std::optional<Reservation>& reservation, const PoolPlace& wanted,
                  absl::Time now, absl::CivilDay today) {
  return wanted.state == PoolPlaceState::kHeld && reservation &&
         reservation->place.state == PoolPlaceState::kHeld && reservation->lapses_at &&
         Holds(*reservation, now, today) && reservation->place.until > wanted.until;
}

}  // namespace buurtbrug::matching::domain
