#pragma once

#include <string>
#include <vector>

#include "matching/domain/carry_over.h"
#include "matching/domain/match.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

// Matches on their way from one contract to the one that follows it. Every function works within
// the given transaction, under the scope of its `tenant`.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Those that run, in the order of their ids.
std::vector<domain::MatchHead> RunningMatches(ScopedTransaction& transaction,
                                              const TenantScope& tenant);

// Those of `ids` that are the tenant's, in the order of their ids.
std::vector<domain::MatchHead> NamedMatches(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const std::vector<domain::MatchId>& ids);

// As NamedMatches; held until the end of the transaction.
std::vector<domain::MatchHead> HoldMatches(ScopedTransaction& transaction,
                                           const TenantScope& tenant,
                                           const std::vector<domain::MatchId>& ids);

// Families that stand in for the support families of matches on `today` or after it.
std::vector<domain::FamilyId> SubstitutesOf(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const std::vector<domain::MatchHead>& matches,
                                            absl::CivilDay today);

// Places that running matches take on `today` or after it.
std::vector<domain::RunningPlace> RunningPlaces(ScopedTransaction& transaction,
                                                const TenantScope& tenant, absl::CivilDay today);

// Running matches with the days of their steps, whether they counted, and who stands in on `today`
// or after it.
std::vector<domain::CarriedMatch> CarriedMatches(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const std::vector<domain::MatchHead>& running,
                                                 absl::CivilDay today);

// All rows of matches, each as JSON with every column of its table, under another contract. Without
// a substitution that is over on `today`: its family need not be there.
struct MatchRows {
  std::string matches;
  std::string steps;
  std::string occurrences;
  std::string agreements;
  std::string offers;
};
MatchRows TakeMatches(ScopedTransaction& transaction, const TenantScope& tenant,
                      const std::vector<domain::CarriedMatch>& matches,
                      const platform::core::ContractId& to, absl::CivilDay today);

// Stores rows under the contract that they were taken for. The families have a profile there.
void PutMatches(ScopedTransaction& transaction, const MatchRows& rows);

// Ends each match with `step`, which carries it over.
void LeaveMatches(ScopedTransaction& transaction, const TenantScope& tenant,
                  const std::vector<domain::CarriedMatch>& matches, const domain::MatchStep& step);

// What the other services are told of a match that comes to a contract.
platform::feed::Fact MatchCarriedOver(const platform::core::Uuid& event_id,
                                      const domain::CarriedMatch& match,
                                      const platform::core::ContractId& from,
                                      absl::CivilDay occurred_on);

}  // namespace buurtbrug::matching::store
