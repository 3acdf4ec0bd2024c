#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "matching/domain/area_point.h"
#include "matching/domain/exclusion.h"
#include "matching/domain/family_card.h"
#include "matching/domain/history.h"
#include "matching/domain/pooled.h"
#include "matching/domain/weights.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "platform/tenant/standing.h"

// What search needs to know of a contract: a copy of its rows, brought up to date by those that
// changed. Reads under the tenant's scope only.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// A row with the transaction that wrote it: another one wrote something else.
template <typename Value>
struct Versioned {
  Value value;
  std::uint64_t changed_in = 0;
};

// Not thread-safe.
struct DirectoryRows {
  std::map<domain::FamilyId, Versioned<domain::FamilyCard>> families;
  std::map<domain::FamilyId, Versioned<domain::ToldReadiness>> readiness;
  std::map<domain::MatchId, Versioned<domain::PastMatch>> matches;
  std::map<domain::ExclusionId, Versioned<domain::ExcludedPair>> exclusions;
  // Places of `families` that matches of other contracts take.
  std::map<domain::MatchId, Versioned<domain::PlaceAway>> places_away;
  // Of those among `families` that another contract offers.
  std::map<domain::FamilyId, Versioned<domain::PooledCard>> pooled;
  std::map<std::string, Versioned<domain::AreaPoint>> areas;
  domain::WeightVersion weights;
  // Of the contract; nothing: no such contract is known.
  std::optional<platform::tenant::Term> term;
  // The first transaction whose rows may be missing.
  std::uint64_t next = 0;
};

enum class Refreshed { kSame, kTermOnly, kRows };

// Brings `rows` up to date with all that was committed before; what really changed. When it fails
// `rows` are to be thrown away.
absl::StatusOr<Refreshed> RefreshRows(ScopedTransaction& transaction, const TenantScope& tenant,
                                      DirectoryRows& rows);

}  // namespace buurtbrug::matching::store
