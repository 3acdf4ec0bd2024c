#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching/domain/match.h"
#include "matching/domain/match_life.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "platform/tenant/standing.h"

// The matches and their steps. Every function works within the given transaction; NOT_FOUND
// MATCH_NOT_FOUND where a match is not one of the tenant's.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// The answer about a match that is not there.
absl::Status MatchNotFound();

// A match with its first step, which is its proposal: where it came from, and until when it
// reserves a place. Both families have a profile. `readiness` is the sequence of the newest news of
// the support family's readiness that is known.
void InsertMatch(ScopedTransaction& transaction, const TenantScope& tenant,
                 const domain::LivingMatch& match, const domain::MatchStep& proposed,
                 int64_t readiness);

// Which family supports in a match; that never changes.
absl::StatusOr<domain::FamilyId> SupportFamilyOf(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::MatchId& id);

// The matches of a support family that are before their trial and were proposed before the news
// with this sequence was known. Held until the end of the transaction.
std::vector<domain::MatchHead> HoldProposals(ScopedTransaction& transaction,
                                             const TenantScope& tenant,
                                             const domain::FamilyId& support_family,
                                             int64_t sequence);

// What the contract allows about a day; held until the end of the transaction.
struct HeldStanding {
  platform::tenant::Term term;
  platform::tenant::PeriodOnDay period = platform::tenant::PeriodOnDay::kNone;
};
// The contract is one of which there are matches.
HeldStanding HoldStanding(ScopedTransaction& transaction, const TenantScope& tenant,
                          absl::CivilDay day);

// Appends a step and stores what follows from it: `after` is the match with its new state and
// version.
void AppendStep(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::MatchHead& after, const domain::MatchStep& step);

absl::StatusOr<domain::Match> ReadMatch(ScopedTransaction& transaction, const TenantScope& tenant,
                                        const domain::MatchId& id);

// In the order of their ids, which is that of being recorded. With a reason only those that were
// stopped for it.
std::vector<domain::MatchHead> ListMatches(ScopedTransaction& transaction,
                                           const TenantScope& tenant,
                                           const platform::core::Page& page,
                                           domain::EndReason end_reason);

// What the other services are told of a step: the match after it.
platform::feed::Fact MatchChanged(const platform::core::Uuid& event_id,
                                  const domain::MatchHead& after, const domain::MatchStep& step);

}  // namespace buurtbrug::matching::store
