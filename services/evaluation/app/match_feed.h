#pragma once

#include "absl/status/status.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"

namespace buurtbrug::evaluation::app {

// Applies one entry of matching's feed: notes the step of the match and plans, or lets lapse, its
// moments by the contract's protocol. A match that was carried over brings its moments along as
// they are, from the contract that it left. Entries of another type change nothing; an entry that
// is applied again changes nothing more.
//   UNAVAILABLE CONTRACT_UNREAD  tenancy's feed, which is another one, has not told the contract
//   yet: the entry
//                                and those behind it wait for it
absl::Status ApplyMatching(platform::postgres::ScopedTransaction& transaction,
                           const platform::feed::Entry& entry);

}  // namespace buurtbrug::evaluation::app
