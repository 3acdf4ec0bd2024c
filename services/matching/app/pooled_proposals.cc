#include "matching/app/pooled_proposals.h"

#include "matching/domain/trial.h"
#include "matching/store/match_life_store.h"
#include "matching/store/pooled_store.h"
#include "matching/store/profile_store.h"
#include "platform/core/civil.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

absl::StatusOr<std::optional<domain::PoolOrigin>> PooledProposals::OriginOf(
    const TenantScope& tenant, const domain::FamilyId& family) {
  return database_.Run(
      Scope::Tenant(tenant),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::optional<domain::PoolOrigin>> {
        return store::PoolOriginOf(transaction, tenant, family);
      });
}

absl::Status PooledProposals::Reserve(const Call& call, const store::MatchAcross& match,
                                      absl::CivilDay day, std::optional<int> capacity) {
  const domain::PoolOrigin& origin = match.origin;
  BUURTBRUG_RETURN_IF_ERROR(learn_pools_(call));
  if (!pools_.Between(origin.offering, match.receiving, day) ||
      !pools_.Between(origin.offering, match.receiving, call.today)) {
    return platform::core::Error(
        absl::StatusCode::kFailedPrecondition, "POOL_AGREEMENT_NOT_IN_FORCE",
        "the contract of the support family and this one do not pool on that day",
        {{"field", "support_family_id"}});
  }
  return database_.Run(
      Scope::Tenant(origin.offering), [&](ScopedTransaction& transaction) -> absl::Status {
        store::LockPlaces(transaction, origin.offering, origin.family);
        const absl::Time now = clock_.Now();
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyCard family,
                                   store::ReadOffered(transaction, origin));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckPlaceLeft(
            store::PlacesTaken(transaction, origin.offering, origin.family,
                               platform::core::AmsterdamDay(now), match.match, now),
            capacity ? domain::CapacityOf(family, *capacity) : domain::CapacityOf(family)));
        const absl::Time lapses_at = now + kPatience;
        store::Reserve(transaction, match, platform::core::AmsterdamDay(lapses_at), lapses_at);
        return absl::OkStatus();
      });
}

absl::Status PooledProposals::Follow(const store::MatchAcross& match, AwaitedStep step) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::optional<store::StandingAcross> standing,
      database_.Run(Scope::Tenant(match.receiving),
                    [&](ScopedTransaction& transaction)
                        -> absl::StatusOr<std::optional<store::StandingAcross>> {
                      return store::ReadMatchAcross(transaction, match.receiving, match.match);
                    }));
  const std::optional<domain::PoolPlace> wanted =
      standing ? domain::PlaceOf(standing->state, standing->held_until) : domain::PoolPlace();
  if (!wanted) {
    return absl::OkStatus();
  }
  return database_.Run(
      Scope::Tenant(match.origin.offering), [&](ScopedTransaction& transaction) -> absl::Status {
        store::MatchAcross at = match;
        BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<domain::Reservation> kept,
                                   HoldPlace(transaction, at));
        if (kept ? kept->match_version > (standing ? standing->version : 0) : !standing) {
          return absl::OkStatus();  // A later step was followed before, or nothing is kept.
        }
        const domain::PoolOrigin& origin = at.origin;
        const absl::Time now = clock_.Now();
        const absl::CivilDay today = platform::core::AmsterdamDay(now);
        const auto family = store::ReadOffered(transaction, origin);
        const bool is_left =
            family.ok() &&
            domain::CheckPlaceLeft(store::PlacesTaken(transaction, origin.offering, origin.family,
                                                      today, at.match, now),
                                   domain::CapacityOf(*family))
                .ok();
        if (step == AwaitedStep::kMayCome && domain::WaitsForStep(kept, *wanted, now, today)) {
          store::FollowMatch(transaction, at, kept->place, standing, kept->lapses_at);
        } else {
          store::FollowMatch(transaction, at, domain::Follow(kept, *wanted, now, today, is_left),
                             standing, std::nullopt);
        }
        if (standing && (!kept || kept->told != standing->state)) {
          Tell(transaction, origin.offering, {*standing}, now);
        }
        // A reservation alone is no news of the match, which may stand in the contract before.
        const bool is_new = standing && !(kept && kept->told);
        return is_new ? LeaveBefore(transaction, at, now) : absl::OkStatus();
      });
}

absl::StatusOr<std::optional<domain::Reservation>> PooledProposals::HoldPlace(
    ScopedTransaction& transaction, store::MatchAcross& match) {
  TenantScope& offering = match.origin.offering;
  while (true) {
    store::LockPlaces(transaction, offering, match.origin.family);
    const std::optional<domain::Reservation> kept = store::ReadReservation(transaction, match);
    if (!kept || !kept->carried_to) {
      return kept;
    }
    offering.contract = *kept->carried_to;
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(offering)));
  }
}

absl::Status PooledProposals::LeaveBefore(ScopedTransaction& transaction,
                                          const store::MatchAcross& match, absl::Time now) {
  const TenantScope& offering = match.origin.offering;
  const std::optional<platform::core::ContractId> follows =
      store::FollowedBy(transaction, offering);
  if (!follows) {
    return absl::OkStatus();
  }
  const TenantScope before = {offering.municipality, *follows};
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(before)));
  Tell(transaction, before,
       store::LeavePlace(transaction, before, match.match, offering.contract,
                         platform::core::AmsterdamDay(now)),
       now);
  return absl::OkStatus();
}

void PooledProposals::Tell(ScopedTransaction& transaction, const TenantScope& offering,
                           const std::vector<store::StandingAcross>& standings, absl::Time now) {
  for (const store::StandingAcross& standing : standings) {
    Call call;
    call.method = "matching/match-across";
    call.now = now;
    call.caller.role = platform::access::Role::kService;
    call.caller.subject = "spiffe://buurtbrug/service/matching";
    call.request_id = platform::core::RequestId(platform::core::NewUuid(now, random_));
    platform::tenant::Settle(
        transaction, offering, call,
        {{standing.match.match.value(), standing.version},
         {store::PooledMatchChanged(platform::core::NewUuid(now, random_), standing)}});
  }
}

absl::StatusOr<Receipt> PooledProposals::WithPlace(
    const Call& call, const domain::PoolOrigin& origin, const domain::MatchId& match,
    absl::CivilDay day, std::optional<int> capacity,
    const std::function<absl::StatusOr<Receipt>()>& record) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<Receipt> earlier, gate_.FindReceipt(call));
  if (earlier) {
    return *earlier;
  }
  const store::MatchAcross across = {match, {call.scope.municipality, call.scope.contract}, origin};
  BUURTBRUG_RETURN_IF_ERROR(Reserve(call, across, day, capacity));
  auto receipt = record();
  // Whether it was committed is not known: the feed tells, or the reservation lapses.
  if (platform::core::ReasonOf(receipt.status()) != "COMMIT_UNKNOWN") {
    Follow(across, receipt.ok() ? AwaitedStep::kCame : AwaitedStep::kMayCome).IgnoreError();
  }
  return receipt;
}

absl::StatusOr<Receipt> WithPlace(PooledProposals* pooled, const Call& call,
                                  const domain::FamilyId& family, const domain::MatchId& match,
                                  absl::CivilDay day,
                                  const std::function<absl::StatusOr<Receipt>()>& record) {
  if (pooled == nullptr) {
    return record();
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<domain::PoolOrigin> origin,
                             pooled->OriginOf(call.scope, family));
  return origin ? pooled->WithPlace(call, *origin, match, day, std::nullopt, record) : record();
}

absl::Status PooledProposals::Apply(ScopedTransaction& transaction,
                                    const platform::feed::Entry& entry) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<domain::MatchId> match, store::MovedMatch(entry));
  if (!match) {
    return absl::OkStatus();
  }
  const std::optional<store::StandingAcross> standing =
      store::ReadMatchAcross(transaction, entry.tenant, *match);
  return standing ? Follow(standing->match) : absl::OkStatus();
}

}  // namespace buurtbrug::matching::app
