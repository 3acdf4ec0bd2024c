#include "matching/app/own_cases.h"

#include <optional>

#include "matching/store/assignment_store.h"
#include "matching/store/match_store.h"

namespace buurtbrug::matching::app {

absl::Status CheckOwnCase(platform::postgres::ScopedTransaction& transaction,
                          const platform::access::Call& call, const domain::MatchId& match) {
  if (call.caller.cases == platform::access::Cases::kAll) {
    return absl::OkStatus();
  }
  const std::optional<store::Holder> holder =
      store::ReadHolder(transaction, call.scope, match, call.today);
  if (!holder || holder->coordinator != call.caller.subject ||
      holder->role != domain::CoordinatorRole::kVolunteer) {
    return store::MatchNotFound();
  }
  ++call.owned;
  return absl::OkStatus();
}

}  // namespace buurtbrug::matching::app
