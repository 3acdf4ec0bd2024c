#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/family_card.h"
#include "matching/domain/pool_place.h"
#include "matching/domain/pooled.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

// Places of support families that matches of other contracts take under a pool agreement, kept by
// the contract of the support family. Every function works within the given transaction.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// A match of another contract, and whose place it is about.
struct MatchAcross {
  domain::MatchId match;
  TenantScope receiving;
  domain::PoolOrigin origin;
};

// How it stands there.
struct StandingAcross {
  MatchAcross match;
  domain::MatchState state = domain::MatchState::kProposed;
  std::optional<absl::CivilDay> held_until;
  std::int64_t version = 0;
  absl::CivilDay last_step_on;
  std::optional<absl::CivilDay> trial_first_day;
};

// Under the scope of `origin.offering`, the family's places being held (LockPlaces):

// The family with what it offers. FAILED_PRECONDITION FAMILY_NOT_OFFERED about the field
// support_family_id, unless it agrees to be matched across the border.
absl::StatusOr<domain::FamilyCard> ReadOffered(ScopedTransaction& transaction,
                                               const domain::PoolOrigin& origin);
// Holds a place for the match through `until`, or what it holds already for that long; until
// `lapses_at` only when nothing is known of the match.
void Reserve(ScopedTransaction& transaction, const MatchAcross& match, absl::CivilDay until,
             absl::Time lapses_at);
std::optional<domain::Reservation> ReadReservation(ScopedTransaction& transaction,
                                                   const MatchAcross& match);
// Keeps what the match means for the place, as of `standing`; nothing: there is no such match.
// With `lapses_at` the place goes on waiting until then.
void FollowMatch(ScopedTransaction& transaction, const MatchAcross& match,
                 const domain::PoolPlace& place, const std::optional<StandingAcross>& standing,
                 std::optional<absl::Time> lapses_at);
// What the other services are told of the match under the contract of the support family.
platform::feed::Fact PooledMatchChanged(const platform::core::Uuid& event_id,
                                        const StandingAcross& standing);

// Under the scope of the contract of the support family: the contract whose match it is; nothing:
// no place was ever reserved for such a match.
std::optional<TenantScope> ReceivingOf(ScopedTransaction& transaction, const TenantScope& offering,
                                       const domain::MatchId& match);
// The same of all matches of the family that are not over.
std::vector<TenantScope> ReceivingOf(ScopedTransaction& transaction, const TenantScope& offering,
                                     const domain::FamilyId& family);

// Renewal of the contract of the support families. Under its scope: families whose place a match of
// another contract takes that is in trial or definitive.
std::vector<domain::FamilyId> FamiliesTakenElsewhere(ScopedTransaction& transaction,
                                                     const TenantScope& offering);
// Those places of `families`, which are held, as JSON under the contract `to`.
std::string TakePlaces(ScopedTransaction& transaction, const TenantScope& offering,
                       const std::vector<domain::FamilyId>& families,
                       const platform::core::ContractId& to);
// They are free here, since the contract `to` keeps them. How the matches stand, carried over on
// `today`.
std::vector<StandingAcross> LeavePlaces(ScopedTransaction& transaction, const TenantScope& offering,
                                        const std::vector<domain::FamilyId>& families,
                                        const platform::core::ContractId& to, absl::CivilDay today);
// The same of the place of one match that is not over, whether it holds or takes it.
std::vector<StandingAcross> LeavePlace(ScopedTransaction& transaction, const TenantScope& offering,
                                       const domain::MatchId& match,
                                       const platform::core::ContractId& to, absl::CivilDay today);
// Under the scope of the contract that they were taken for. Those that were new there.
std::vector<StandingAcross> PutPlaces(ScopedTransaction& transaction, const TenantScope& offering,
                                      const std::string& places, absl::CivilDay today);

// The match of which an entry of matching's feed tells what can move its place: a step, or that it
// is held longer; nothing: it tells something else.
absl::StatusOr<std::optional<domain::MatchId>> MovedMatch(const platform::feed::Entry& entry);

// Under the scope of the match: how it stands. Nothing: there is no such match, or its support
// family is the contract's own.
std::optional<StandingAcross> ReadMatchAcross(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const domain::MatchId& match);

}  // namespace buurtbrug::matching::store
