#include "evaluation/app/match_feed.h"

#include <optional>
#include <string>

#include "evaluation/domain/match.h"
#include "evaluation/domain/moment.h"
#include "evaluation/store/moment_store.h"
#include "platform/core/status.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::evaluation::app {
namespace {

using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

absl::StatusOr<domain::Protocol> ProtocolOn(ScopedTransaction& transaction,
                                            const TenantScope& tenant, absl::CivilDay day) {
  const auto protocol = platform::tenant::LoadProtocol(transaction, tenant, day);
  if (!protocol.ok()) {
    // Not NOT_FOUND: it may reach a caller who waits for the feed on behalf of another contract.
    return platform::core::Error(
        absl::StatusCode::kUnavailable, "CONTRACT_UNREAD",
        "a match was told before its contract; it is planned when tenancy's feed has told it");
  }
  return domain::Protocol{protocol->trial_weeks, protocol->guidance_months,
                          protocol->evaluation_interval_months};
}

absl::Status ApplyStep(ScopedTransaction& transaction, const TenantScope& tenant,
                       const domain::MatchStep& step) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Protocol protocol,
                             ProtocolOn(transaction, tenant, step.occurred_on));
  const domain::Match match = domain::After(
      store::LockMatch(transaction, tenant, step.match).value_or(domain::Match()), step);
  store::PutMatch(transaction, tenant, match, domain::MomentsOf(protocol, match));
  return absl::OkStatus();
}

// The match leaves the one contract and comes to the other in one transaction, so that nothing is
// recorded there after it was copied.
absl::Status ApplyCarriedOver(ScopedTransaction& transaction, const TenantScope& tenant,
                              const domain::CarriedMatch& carried, absl::CivilDay occurred_on) {
  const domain::MatchId& id = carried.match.id;
  BUURTBRUG_RETURN_IF_ERROR(ProtocolOn(transaction, tenant, occurred_on).status());
  const TenantScope from = {tenant.municipality, carried.from};
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(from)));
  // By which its moments are planned there.
  const absl::CivilDay planned_on =
      carried.match.definitive_on.value_or(*carried.match.trial_first_day);
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Protocol protocol,
                             ProtocolOn(transaction, from, planned_on));
  const domain::Match left = domain::After(
      domain::Joined(store::LockMatch(transaction, from, id).value_or(domain::Match()),
                     carried.match),
      {id, domain::MatchState::kCarriedOver, occurred_on});
  store::PutMatch(transaction, from, left, domain::MomentsOf(protocol, left));
  const std::string moments = store::TakeMoments(transaction, from, id, tenant.contract);
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(tenant)));
  const domain::Match here = domain::Joined(
      store::LockMatch(transaction, tenant, id).value_or(domain::Match()), carried.match);
  store::PutMatch(transaction, tenant, here, {});
  store::PutMoments(transaction, moments);
  // It may have ended here before this was told. What it became here is planned by this contract's
  // own protocol.
  domain::Match as_it_came = carried.match;
  as_it_came.state = here.state;
  store::PutMatch(transaction, tenant, here, domain::MomentsOf(protocol, as_it_came));
  return absl::OkStatus();
}

}  // namespace

absl::Status ApplyMatching(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<domain::MatchStep> step,
                             store::MatchStepOf(entry));
  if (step) {
    return ApplyStep(transaction, entry.tenant, *step);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<domain::CarriedMatch> carried,
                             store::CarriedMatchOf(entry));
  if (carried) {
    return ApplyCarriedOver(transaction, entry.tenant, *carried, entry.fact.occurred_on);
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::evaluation::app
