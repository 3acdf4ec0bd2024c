#pragma once

#include <cstdint>
#include <optional>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/match.h"
#include "platform/core/uuid.h"

// The place of a support family that a match of another contract takes. All pure.
namespace buurtbrug::matching::domain {

// Numbers as they are stored.
enum class PoolPlaceState { kHeld = 1, kTaken = 2, kFree = 3 };

struct PoolPlace {
  PoolPlaceState state = PoolPlaceState::kFree;
  // With kHeld.
  std::optional<absl::CivilDay> until = {};
};

// The place as it is kept.
struct Reservation {
  PoolPlace place;
  // Nothing is known of the match, and nothing is held from then on.
  std::optional<absl::Time> lapses_at = {};
  // Of the match that it follows; 0: none was seen yet.
  std::int64_t match_version = 0;
  // State of the match as the contract of the support family was told it last.
  std::optional<MatchState> told = {};
  // The contract that followed this one keeps the place since.
  std::optional<platform::core::ContractId> carried_to = {};
};

// Nothing needs to be free for what it holds or takes at `now`, which is on the day `today`.
bool Holds(const Reservation& reservation, absl::Time now, absl::CivilDay today);

// What a match in this state means for the place; nothing: it goes on in another contract, which
// says it.
std::optional<PoolPlace> PlaceOf(MatchState state, std::optional<absl::CivilDay> held_until);

// What becomes of a place when its match wants `wanted`; `is_left` says whether the family has a
// place for it besides. A trial that began takes its place in any case; what only holds one, and
// lost it, does not get it when there is none.
PoolPlace Follow(const std::optional<Reservation>& reservation, const PoolPlace& wanted,
                 absl::Time now, absl::CivilDay today, bool is_left);

// Whether the place is held, until it lapses, for a step of its match that is being recorded, and
// for longer than the match itself `wanted` before that step.
bool WaitsForStep(const std::optional<Reservation>& reservation, const PoolPlace& wanted,
                  absl::Time now, absl::CivilDay today);

}  // namespace buurtbrug::matching::domain
