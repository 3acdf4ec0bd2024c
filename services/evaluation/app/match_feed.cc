#include "evaluation/app/match_feed.h"

#include <optional>

#include "evaluation/domain/match.h"
#include "evaluation/domain/moment.h"
#include "evaluation/store/moment_store.h"
#include "platform/core/status.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::evaluation::app {

absl::Status ApplyMatching(platform::postgres::ScopedTransaction& transaction,
                           const platform::feed::Entry& entry) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<domain::MatchStep> step,
                             store::MatchStepOf(entry));
  if (!step) {
    return absl::OkStatus();
  }
  const auto protocol = platform::tenant::LoadProtocol(transaction, entry.tenant);
  if (!protocol.ok()) {
    // Not NOT_FOUND: it may reach a caller who waits for the feed on behalf of another contract.
    return platform::core::Error(
        absl::StatusCode::kUnavailable, "CONTRACT_UNREAD",
        "a match was told before its contract; it is planned when tenancy's feed has told it");
  }
  const domain::Match match = domain::After(
      store::LockMatch(transaction, entry.tenant, step->match).value_or(domain::Match()), *step);
  store::PutMatch(transaction, entry.tenant, match,
                  domain::MomentsOf({protocol->trial_weeks, protocol->guidance_months,
                                     protocol->evaluation_interval_months},
                                    match));
  return absl::OkStatus();
}

}  // namespace buurtbrug::evaluation::app
