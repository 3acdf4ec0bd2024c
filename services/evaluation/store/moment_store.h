#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "evaluation/domain/match.h"
#include "evaluation/domain/moment.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

// The tables of evaluation, and its messages of the feed. Every function works within the given
// transaction; NOT_FOUND MATCH_NOT_FOUND where a match is not one of the tenant's.
namespace buurtbrug::evaluation::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// The step that an entry of matching's feed tells. Nothing: another event, or a state that this
// release does not know. INVALID_ARGUMENT INVALID_ID.
absl::StatusOr<std::optional<domain::MatchStep>> MatchStepOf(const platform::feed::Entry& entry);

// The match that an entry of matching's feed tells to have come from another contract. Nothing:
// another event. INVALID_ARGUMENT INVALID_ID, INVALID_DATE.
absl::StatusOr<std::optional<domain::CarriedMatch>> CarriedMatchOf(
    const platform::feed::Entry& entry);

// Holds the match until the end of the transaction. Nothing: it was not told of before.
std::optional<domain::Match> LockMatch(ScopedTransaction& transaction, const TenantScope& tenant,
                                       const domain::MatchId& id);

// Stores the match with its plan. Moments that were recorded stay as they are. The tenant's
// contract is there.
void PutMatch(ScopedTransaction& transaction, const TenantScope& tenant, const domain::Match& match,
              const std::vector<domain::Moment>& plan);

// The moments of a match as JSON with every column of the table, under the contract `to`: what is
// recorded is so there too, all else is planned.
std::string TakeMoments(ScopedTransaction& transaction, const TenantScope& tenant,
                        const domain::MatchId& id, const platform::core::ContractId& to);

// Stores moments under the contract that they were taken for; one that is there stays as it is. The
// match is there.
void PutMoments(ScopedTransaction& transaction, const std::string& moments);

struct MomentOfMatch {
  domain::Match match;
  domain::Moment moment;
};

// Holds the moment until the end of the transaction. Also NOT_FOUND MOMENT_NOT_FOUND.
absl::StatusOr<MomentOfMatch> LockMoment(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const domain::MatchId& id, int number);

// Stores what was recorded at a planned moment.
void RecordMoment(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::MatchId& id, int number, const domain::Evaluation& evaluation);

// In the order of their numbers.
absl::StatusOr<std::vector<domain::Moment>> ListMoments(ScopedTransaction& transaction,
                                                        const TenantScope& tenant,
                                                        const domain::MatchId& id);

// What the other services are told of an evaluation that was recorded at `moment`.
platform::feed::Fact EvaluationRecorded(const platform::core::Uuid& event_id,
                                        const domain::MatchId& id, const domain::Moment& moment,
                                        const domain::Evaluation& evaluation);

}  // namespace buurtbrug::evaluation::store
