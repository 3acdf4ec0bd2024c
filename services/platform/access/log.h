#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "buurtbrug/common/v1/access_log.pb.h"
#include "platform/access/call.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"

// The access log of a service, after BIO2 8.15 and NEN 7513: who, in which role, for whom, which
// family and kinds of data, what, why, with which result, from where, when, under which ids.
// Entries are only added. Each is chained to the one before it in its contract:
//   hash(n) = SHA-256(hash(n-1) || entry(n)),  hash(0) = nothing
namespace buurtbrug::platform::access {

// Puts into the transaction that reads it that the call discloses personal data of a family. The
// last thing that the transaction does: entries of one contract wait for each other until the
// commit. Throws as ScopedTransaction::Run.
void RecordDisclosure(postgres::ScopedTransaction& transaction, const Call& call,
                      const core::FamilyId& family);

// Puts into the transaction that carries a family's file from one contract over to another, while
// it is under the scope of `from`, that this was done and for whom. As RecordDisclosure.
void RecordTransfer(postgres::ScopedTransaction& transaction, const Call& call,
                    const core::TenantScope& from, const core::FamilyId& family);

// The chain of what belongs to no contract.
core::TenantScope NetworkChain();

// An entry in a transaction of its own. Fails as Database::Run.
//   refused   the call was refused for `reason`
//   answered  a break-glass call that disclosed nothing personal
absl::Status RecordRefused(postgres::Database& database, const core::TenantScope& chain,
                           const Call& call, const std::string& reason);
absl::Status RecordAnswered(postgres::Database& database, const Call& call);

// Whether an entry tells that there is a concern about the safety of a family's children: a safety
// officer saw something, or it is about a method of SafetyService. For safety officers only.
bool TellsOfConcern(const common::v1::AccessEntry& entry);

enum class Concerns { kShown, kLeftOut };

// One page of a chain, newest first: entries below `before`; without those of TellsOfConcern unless
// they are shown.
struct LogPage {
  int size = 50;
  int64_t before = std::numeric_limits<int64_t>::max();
  Concerns concerns = Concerns::kShown;
};

// `page_size` 0 means 50, at most 200; `page_token` is the last sequence of the page before.
// INVALID_ARGUMENT OUT_OF_RANGE, INVALID_TOKEN.
absl::StatusOr<LogPage> ParseLogPage(int page_size, const std::string& page_token);

// Entries of a chain, or of one family in it; fewer than a page only where the chain ends.
absl::StatusOr<std::vector<common::v1::AccessEntry>> ListEntries(
    postgres::Database& database, const core::TenantScope& chain, const LogPage& page,
    const std::optional<core::FamilyId>& family);

// The same within a transaction under the scope of `chain`. Throws as ScopedTransaction::Run.
std::vector<common::v1::AccessEntry> ListEntries(postgres::ScopedTransaction& transaction,
                                                 const core::TenantScope& chain,
                                                 const LogPage& page,
                                                 const std::optional<core::FamilyId>& family);

// Computes a chain anew from its first entry; with `entries` above 0 only so many.
// INVALID_ARGUMENT OUT_OF_RANGE.
absl::StatusOr<common::v1::ChainState> VerifyChain(postgres::Database& database,
                                                   const core::TenantScope& chain,
                                                   int64_t entries = 0);

}  // namespace buurtbrug::platform::access
