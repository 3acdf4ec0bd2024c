#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching/domain/caseload.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

// The time of coordinators. Every function works within the given transaction, under the scope of
// its `tenant`.
namespace buurtbrug::matching::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;
using MinutesId = platform::core::StrongId<struct MinutesTag>;

// Minutes as somebody records them.
struct MinutesRecord {
  MinutesId id;
  domain::MatchId match;
  domain::WorkKind work = domain::WorkKind::kContact;
  int minutes = 0;
  std::optional<MinutesId> replaces = {};
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  bool correction = false;
};

// Nobody assigns the match until the end of the transaction; others may keep it, too. NOT_FOUND
// MATCH_NOT_FOUND.
absl::Status KeepMatch(ScopedTransaction& transaction, const TenantScope& tenant,
                       const domain::MatchId& match);

// The match is kept. NOT_FOUND RECORD_NOT_FOUND: what is replaced is nobody else's, and of the same
// match; FAILED_PRECONDITION RECORD_REPLACED, PERIOD_SEALED: the day of what is replaced lies in a
// sealed period, and `record` is no correction.
absl::Status InsertMinutes(ScopedTransaction& transaction, const TenantScope& tenant,
                           const MinutesRecord& record);

// From the first to the last of the days.
std::vector<domain::MinutesSpent> MinutesSpentIn(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::PeriodDays& days);
std::vector<domain::StepTaken> StepsTakenIn(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const domain::PeriodDays& days);

// Of which work minutes were recorded, on whatever day. For a period that was sealed at `sealed_at`
// what was recorded of other days later, and not as a correction, is left out: its figures stay.
std::set<domain::MatchWork> WorkRecorded(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const domain::PeriodDays& period,
                                         const std::optional<absl::Time>& sealed_at);

// Whose the matches were that were not over on a day, one entry for each.
std::vector<std::string> HoldersOn(ScopedTransaction& transaction, const TenantScope& tenant,
                                   absl::CivilDay day);

// A subsidy period with the hours that it pays for. Numbers as in buurtbrug.tenancy.v1.Precision.
struct PaidHours {
  int minutes = 0;
  int precision = 0;
  domain::HoursPer per = domain::HoursPer::kNotKnown;
};
struct PaidPeriod {
  domain::PeriodDays days;
  // Nothing: it is not sealed.
  std::optional<absl::Time> sealed_at = {};
  // Nothing: not known.
  std::optional<PaidHours> hours = {};
};
// NOT_FOUND PERIOD_NOT_FOUND.
absl::StatusOr<PaidPeriod> ReadPaidPeriod(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const std::string& name);

// Keeps what an entry of tenancy's feed tells of the hours of a period; passes over all others. Of
// a period that changes the highest version stays.
absl::Status ApplyPeriodHours(ScopedTransaction& transaction, const platform::feed::Entry& entry);

}  // namespace buurtbrug::matching::store
