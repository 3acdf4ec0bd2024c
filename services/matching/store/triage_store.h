#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching/domain/triage.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

// What a triage rests on, and what was decided. Every function works within the given transaction,
// under the scope of its `tenant`.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

struct TriageCase {
  domain::VolunteerTerms terms;
  domain::KnownCasuistry casuistry;
  // The last one.
  std::optional<domain::TriageDecision> decision;
  // How often it was decided.
  int64_t version = 0;
};

// As it is known now, by the protocol of `day`; a match that stopped in a contract before this one
// counts. NOT_FOUND FAMILY_NOT_FOUND; FAILED_PRECONDITION WRONG_ROLE for a support family.
absl::StatusOr<TriageCase> ReadTriage(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const domain::FamilyId& request_family, absl::CivilDay day);

// As the decision with this number; the family is held (LockPlaces).
void AppendTriage(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::FamilyId& request_family, int64_t number,
                  const domain::TriageDecision& decision);

// Keeps what an entry of tenancy's feed tells of a contract's coordination; passes over all others.
// The entries may come in any order and twice.
absl::Status ApplyCoordination(ScopedTransaction& transaction, const platform::feed::Entry& entry);

// What the other services are told of a decision.
platform::feed::Fact TriageDecided(const platform::core::Uuid& event_id,
                                   const domain::FamilyId& request_family,
                                   const domain::TriageDecision& decision);

}  // namespace buurtbrug::matching::store
