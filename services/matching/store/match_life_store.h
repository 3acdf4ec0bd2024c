#pragma once

#include <map>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/agreement.h"
#include "matching/domain/match_life.h"
#include "matching/domain/trial.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

// The life of matches besides their steps, and the places that they take. Every function works
// within the given transaction; NOT_FOUND MATCH_NOT_FOUND where a match is not one of the tenant's.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Holds the match until the end of the transaction. Without the days of its steps.
absl::StatusOr<domain::LivingMatch> LockLife(ScopedTransaction& transaction,
                                             const TenantScope& tenant, const domain::MatchId& id);

// Fills in the days of the steps of a match that is held.
void ReadStepDays(ScopedTransaction& transaction, const TenantScope& tenant,
                  domain::LivingMatch& match);

// With all of its steps, agreements and occurrences.
absl::StatusOr<domain::WholeMatch> ReadWholeMatch(ScopedTransaction& transaction,
                                                  const TenantScope& tenant,
                                                  const domain::MatchId& id);

// Appends what happened and stores what follows from it: `after` is the match with its new life,
// version and day.
void AppendOccurrence(ScopedTransaction& transaction, const TenantScope& tenant,
                      const domain::LivingMatch& after, const domain::Occurrence& occurrence);

// Appends what is offered to the families. That it is open stands in the life of the match.
void AppendOffer(ScopedTransaction& transaction, const TenantScope& tenant,
                 const domain::MatchId& id, const domain::Offer& offer);

// All that was offered, oldest first. Behind LockLife it has every acceptance until then.
std::vector<domain::Offer> ReadOffers(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const domain::MatchId& id);

// Appends a version of the agreement, which is in force from then on; no offer is open any more.
void AppendAgreement(ScopedTransaction& transaction, const TenantScope& tenant,
                     const domain::MatchId& id, const domain::Agreement& agreement);

// The places of a support family that are taken on `today`, but for what the match `except` takes;
// also those of families that were merged into it. What is reserved until an earlier day is free,
// and with `now` also what has lapsed by that instant (reservation_store.h). It holds only when the
// family's places are held (profile_store.h, LockPlaces). The one count of places, with that of all
// families.
domain::TakenPlaces PlacesTaken(ScopedTransaction& transaction, const TenantScope& tenant,
                                const domain::FamilyId& support_family, absl::CivilDay today,
                                const std::optional<domain::MatchId>& except = std::nullopt,
                                const std::optional<absl::Time>& now = std::nullopt);

// The same of every family of the contract that gives a place.
std::map<domain::FamilyId, domain::TakenPlaces> AllPlacesTaken(ScopedTransaction& transaction,
                                                               const TenantScope& tenant,
                                                               absl::CivilDay today);

// FAILED_PRECONDITION PAIR_EXCLUDED while a coordinator of this contract excludes these two;
// PAIR_FAILED_BEFORE when a match of them was declined, or ended in trial or early, but by itself:
// in this contract or in one that it follows, directly or not. What is of a family that was merged
// into one of them is of that one.
absl::Status CheckPair(ScopedTransaction& transaction, const TenantScope& tenant,
                       const domain::FamilyId& request_family,
                       const domain::FamilyId& support_family);

// Who serves one of these children of a request family, or its parents (0), by a match that is not
// over. Until the transaction ends nobody else proposes a match of the family.
std::vector<domain::FamilyId> LockServed(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const domain::FamilyId& request_family,
                                         const std::vector<int>& children);

// What the other services are told of an occurrence; nothing of those that concern nobody else.
std::optional<platform::feed::Fact> Told(const platform::core::Uuid& event_id,
                                         const domain::LivingMatch& after,
                                         const domain::Occurrence& occurrence,
                                         domain::Rhythm rhythm = domain::Rhythm::kNotSaid);

}  // namespace buurtbrug::matching::store
