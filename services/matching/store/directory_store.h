#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

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
// changed. Reads under the tenant's scope only, and, of the contracts that it follows, under
// theirs.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// A row with the transaction that wrote it: another one wrote something else.
template <typename Value>
struct Versioned {
  Value value;
  std::uint64_t changed_in = 0;
};

// Of a contract that the one asked about follows, directly or not: what bars a pair there bars it
// here, since a family that is carried over keeps its id.
struct EarlierRows {
  platform::core::ContractId contract;
  std::map<domain::FamilyId, Versioned<domain::FamilyId>> merged_into;
  std::map<domain::MatchId, Versioned<domain::PastMatch>> over;  // declined or ended by somebody
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
  // The contract before this one first.
  std::vector<EarlierRows> earlier;
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
