#pragma once

#include "absl/status/status.h"
#include "matching/domain/match.h"
#include "platform/access/call.h"
#include "platform/postgres/database.h"

namespace buurtbrug::matching::app {

// Whether the caller may touch this match, within the transaction that does: whoever is held to own
// cases, as a volunteer coordinator is, only while the match is assigned to that one as a volunteer
// today. NOT_FOUND MATCH_NOT_FOUND, the same as for a match that is not there. Whoever writes holds
// the match before: then nobody takes it over until the end of the transaction.
absl::Status CheckOwnCase(platform::postgres::ScopedTransaction& transaction,
                          const platform::access::Call& call, const domain::MatchId& match);

}  // namespace buurtbrug::matching::app
