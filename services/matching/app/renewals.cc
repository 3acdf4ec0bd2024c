#include "matching/app/renewals.h"

#include <optional>
#include <set>
#include <string>

#include "matching/domain/carry_over.h"
#include "matching/store/carry_over_store.h"
#include "matching/store/exclusion_store.h"
#include "matching/store/match_store.h"
#include "matching/store/pooled_store.h"
#include "matching/store/profile_store.h"
#include "matching/store/reservation_store.h"
#include "platform/core/status.h"
#include "platform/tenant/renewal.h"

namespace buurtbrug::matching::app {
namespace {

using platform::core::NewUuid;
using platform::core::Receipt;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

// Refusals that later news of the contracts can take back.
bool MayBeOutdated(const absl::Status& status) {
  const std::string reason = platform::core::ReasonOf(status);
  return reason == "CONTRACT_NOT_FOUND" || reason == "NOTHING_FOLLOWED" ||
         reason == "CONTRACT_NOT_RUNNING";
}

std::vector<domain::MatchId> IdsOf(const std::vector<domain::MatchHead>& matches) {
  std::vector<domain::MatchId> ids;
  ids.reserve(matches.size());
  for (const domain::MatchHead& match : matches) {
    ids.push_back(match.id);
  }
  return ids;
}

std::vector<domain::FamilyId> FamiliesOf(const std::vector<domain::MatchHead>& matches,
                                         const std::vector<domain::FamilyId>& substitutes) {
  std::set<domain::FamilyId> families(substitutes.begin(), substitutes.end());
  for (const domain::MatchHead& match : matches) {
    families.insert(match.request_family);
    families.insert(match.support_family);
  }
  return {families.begin(), families.end()};
}

// Those that run; one that does not is an error where it was asked for by its id.
absl::StatusOr<std::vector<domain::MatchHead>> Running(std::vector<domain::MatchHead> matches,
                                                       const std::set<domain::MatchId>& named) {
  std::vector<domain::MatchHead> running;
  for (domain::MatchHead& match : matches) {
    if (named.contains(match.id)) {
      BUURTBRUG_RETURN_IF_ERROR(domain::CheckRunning(match));
    }
    if (domain::IsRunning(match.state)) {
      running.push_back(std::move(match));
    }
  }
  return running;
}

}  // namespace

absl::StatusOr<Renewals::Plan> Renewals::PlanOnce(const Call& call,
                                                  const std::vector<domain::MatchId>& matches) {
  return database_.Run(
      Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::StatusOr<Plan> {
        BUURTBRUG_ASSIGN_OR_RETURN(
            const TenantScope followed,
            platform::tenant::HoldFollowed(transaction, call.scope,
                                           platform::core::AmsterdamDay(clock_.Now())));
        BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(followed)));
        const std::set<domain::MatchId> named(matches.begin(), matches.end());
        std::vector<domain::MatchHead> found =
            named.empty() ? store::RunningMatches(transaction, followed)
                          : store::NamedMatches(transaction, followed, matches);
        if (found.size() < named.size()) {
          return platform::core::Error(absl::StatusCode::kNotFound, "MATCH_NOT_FOUND",
                                       "there is no such match in the contract that is followed",
                                       {{"field", "match_ids"}});
        }
        BUURTBRUG_ASSIGN_OR_RETURN(std::vector<domain::MatchHead> running,
                                   Running(std::move(found), named));
        if (!named.empty()) {
          const std::set<domain::MatchId> coming =
              domain::ComingAlong(named, store::RunningPlaces(transaction, followed, call.today));
          running = store::NamedMatches(transaction, followed, {coming.begin(), coming.end()});
        }
        std::vector<domain::FamilyId> families =
            FamiliesOf(running, store::SubstitutesOf(transaction, followed, running, call.today));
        const std::vector<domain::FamilyId> taken =
            store::FamiliesTakenElsewhere(transaction, followed);
        families.insert(families.end(), taken.begin(), taken.end());
        // What another contract offers is no family of registration here.
        const std::set<domain::FamilyId> pooled =
            store::PooledAmong(transaction, followed, families);
        std::erase_if(families,
                      [&](const domain::FamilyId& family) { return pooled.contains(family); });
        return Plan{followed.contract, std::move(running), std::move(families), taken};
      });
}

absl::StatusOr<Renewals::Plan> Renewals::MakePlan(const Call& call,
                                                  const std::vector<domain::MatchId>& matches) {
  auto plan = PlanOnce(call, matches);
  if (MayBeOutdated(plan.status())) {
    BUURTBRUG_RETURN_IF_ERROR(learn_contracts_());
    plan = PlanOnce(call, matches);
  }
  return plan;
}

absl::StatusOr<CarriedOver> Renewals::Preview(const Call& call,
                                              const std::vector<domain::MatchId>& matches) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Plan plan, MakePlan(call, matches));
  return CarriedOver{plan.from, static_cast<int>(plan.matches.size())};
}

absl::Status Renewals::HoldPlaces(ScopedTransaction& transaction, const Call& call,
                                  const Plan& plan, const TenantScope& followed) {
  const std::vector<domain::MatchId> ids = IdsOf(plan.matches);
  const std::set<domain::MatchId> planned(ids.begin(), ids.end());
  std::set<domain::FamilyId> families(plan.taken_elsewhere.begin(), plan.taken_elsewhere.end());
  for (const domain::RunningPlace& place :
       store::RunningPlaces(transaction, followed, call.today)) {
    if (place.match && planned.contains(*place.match)) {
      families.insert(place.family);
    }
  }
  for (const domain::FamilyId& family : families) {
    store::LockPlaces(transaction, followed, family);
  }
  if (domain::ComingAlong(planned, store::RunningPlaces(transaction, followed, call.today)) ==
      planned) {
    return absl::OkStatus();
  }
  return platform::core::Error(absl::StatusCode::kAborted, "CONFLICT",
                               "another match of these support families runs now; call again");
}

absl::Status Renewals::CarryExclusions(ScopedTransaction& transaction, const Call& call,
                                       const TenantScope& followed) {
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(followed)));
  const store::TakenExclusions exclusions =
      store::TakeExclusions(transaction, followed, call.scope.contract);
  const store::PooledRows pooled =
      store::TakePooled(transaction, followed, {}, call.scope.contract);
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(call.scope)));
  store::PutTakenPooled(transaction, pooled);
  store::PutExclusions(transaction, call.scope, exclusions);
  return absl::OkStatus();
}

absl::StatusOr<Written> Renewals::Move(ScopedTransaction& transaction, const Call& call,
                                       const std::vector<domain::MatchHead>& running,
                                       const std::vector<domain::FamilyId>& taken_elsewhere,
                                       const TenantScope& followed) {
  const Receipt receipt = {followed.contract.value(), static_cast<int64_t>(running.size())};
  const domain::MatchStep step = {domain::MatchState::kCarriedOver, call.today, call.now,
                                  call.caller.subject, ""};
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(followed)));
  const std::vector<domain::CarriedMatch> carried =
      store::CarriedMatches(transaction, followed, running, call.today);
  const store::MatchRows rows =
      store::TakeMatches(transaction, followed, carried, call.scope.contract, call.today);
  const store::PooledRows pooled =
      store::TakePooled(transaction, followed, FamiliesOf(running, {}), call.scope.contract);
  const std::string places =
      store::TakePlaces(transaction, followed, taken_elsewhere, call.scope.contract);
  store::LeaveMatches(transaction, followed, carried, step);
  Written left = {receipt, {}};
  Written come = {receipt, {}};
  for (const domain::CarriedMatch& match : carried) {
    left.facts.push_back(store::MatchChanged(NewUuid(call.now, random_), match.head, step));
    come.facts.push_back(
        store::MatchCarriedOver(NewUuid(call.now, random_), match, followed.contract, call.today));
  }
  const auto tell = [&](Written& written, const std::vector<store::StandingAcross>& standings) {
    for (const store::StandingAcross& standing : standings) {
      written.facts.push_back(store::PooledMatchChanged(NewUuid(call.now, random_), standing));
    }
  };
  tell(left,
       store::LeavePlaces(transaction, followed, taken_elsewhere, call.scope.contract, call.today));
  // The id of the request belongs to the contract that it names; the other one logs its own.
  Call there = call;
  there.request_id = platform::core::RequestId(NewUuid(call.now, random_));
  platform::tenant::Settle(transaction, followed, there, left);
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(call.scope)));
  store::PutTakenPooled(transaction, pooled);
  std::set<domain::FamilyId> support_families(taken_elsewhere.begin(), taken_elsewhere.end());
  for (const domain::MatchHead& match : running) {
    support_families.insert(match.support_family);
  }
  for (const domain::FamilyId& family : support_families) {
    store::LockPlaces(transaction, call.scope, family);
  }
  store::PutMatches(transaction, rows);
  tell(come, store::PutPlaces(transaction, call.scope, places, call.today));
  return come;
}

absl::StatusOr<CarriedOver> Renewals::CarryOver(const Call& call,
                                                const std::vector<domain::MatchId>& matches) {
  const auto answer = [](const Receipt& receipt) {
    return CarriedOver{platform::core::ContractId(receipt.subject),
                       static_cast<int>(receipt.version)};
  };
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<Receipt> earlier, gate_.FindReceipt(call));
  if (earlier) {
    return answer(*earlier);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const Plan plan, MakePlan(call, matches));
  if (!plan.families.empty()) {
    BUURTBRUG_RETURN_IF_ERROR(carry_families_(call, plan.from, plan.families));
    BUURTBRUG_RETURN_IF_ERROR(learn_families_());
  }
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const TenantScope followed,
        platform::tenant::HoldFollowed(transaction, call.scope,
                                       platform::core::AmsterdamDay(clock_.Now())));
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(followed)));
    BUURTBRUG_RETURN_IF_ERROR(HoldPlaces(transaction, call, plan, followed));
    // Held, they are looked at again: a match may have ended since the plan.
    BUURTBRUG_ASSIGN_OR_RETURN(
        const std::vector<domain::MatchHead> running,
        Running(store::HoldMatches(transaction, followed, IdsOf(plan.matches)),
                {matches.begin(), matches.end()}));
    BUURTBRUG_RETURN_IF_ERROR(CarryExclusions(transaction, call, followed));
    if (running.empty() && plan.taken_elsewhere.empty()) {
      return Written{{followed.contract.value(), 0}, {}};
    }
    return Move(transaction, call, running, plan.taken_elsewhere, followed);
  };
  BUURTBRUG_ASSIGN_OR_RETURN(const Receipt receipt, gate_.Admit({call, call.today}, work));
  return answer(receipt);
}

}  // namespace buurtbrug::matching::app
