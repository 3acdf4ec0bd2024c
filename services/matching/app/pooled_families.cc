#include "matching/app/pooled_families.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/civil.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::PoolPair;

absl::Status PooledFamilies::Write(ScopedTransaction& transaction, const PoolPair& pair,
                                   const store::OfferedFamily& family) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<domain::FamilyId> known,
                             store::PooledIdOf(transaction, pair, family.family));
  if (!family.offered) {
    if (known) {
      store::EmptyPooled(transaction, pair.receiving, pair.offering, family.family, family.erased);
    }
    return absl::OkStatus();
  }
  const domain::FamilyId here =
      known ? *known : domain::FamilyId(platform::core::NewUuid(clock_.Now(), random_));
  BUURTBRUG_RETURN_IF_ERROR(store::PutPooled(transaction, pair, here, family));
  for (const domain::FamilyId& merged : family.merged) {
    BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<domain::FamilyId> before,
                               store::PooledIdOf(transaction, pair, merged));
    if (before) {
      store::MergePooled(transaction, pair, *before, merged, here);
    }
  }
  if (family.readiness) {
    news_.TakeReadiness(transaction, pair.receiving, {here, *family.readiness});
  }
  return absl::OkStatus();
}

absl::Status PooledFamilies::Read(const PoolPair& pair) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::uint64_t from,
      database_.Run(Scope::Tenant(pair.receiving),
                    [&](ScopedTransaction& transaction) -> absl::StatusOr<std::uint64_t> {
                      return store::PoolPositionOf(transaction, pair);
                    }));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const store::Offer offer,
      database_.Run(Scope::Tenant(pair.offering), [&](ScopedTransaction& transaction) {
        return store::ReadOffer(transaction, pair, from);
      }));
  if (from != 0 && offer.families.empty()) {
    return absl::OkStatus();
  }
  return database_.Run(
      Scope::Tenant(pair.receiving), [&](ScopedTransaction& transaction) -> absl::Status {
        if (store::ClaimPoolPosition(transaction, pair) != from) {
          return absl::OkStatus();  // Somebody else was first.
        }
        if (from == 0) {
          // What is not offered any more does not come from the beginning.
          store::EmptyPooled(transaction, pair.receiving, pair.offering, std::nullopt, false);
        }
        for (const store::OfferedFamily& family : offer.families) {
          BUURTBRUG_RETURN_IF_ERROR(Write(transaction, pair, family));
        }
        store::MovePoolPosition(transaction, pair, offer.next);
        return absl::OkStatus();
      });
}

absl::Status PooledFamilies::Refresh(const TenantScope& receiving) {
  const absl::CivilDay today = platform::core::AmsterdamDay(clock_.Now());
  for (const PoolPair& pair : pools_.Into(receiving, today)) {
    BUURTBRUG_RETURN_IF_ERROR(Read(pair));
  }
  return database_.Run(Scope::Tenant(receiving), [&](ScopedTransaction& transaction) {
    for (const TenantScope& offering : store::ShownOfferings(transaction, receiving)) {
      if (!pools_.Between(offering, receiving, today)) {
        store::EndPool(transaction, receiving, offering);
      }
    }
    return absl::OkStatus();
  });
}

absl::Status PooledFamilies::RefreshAll() {
  std::map<std::pair<std::string, platform::core::ContractId>, TenantScope> receiving;
  for (const PoolPair& pair : pools_.Pairs()) {
    receiving.emplace(std::make_pair(pair.receiving.municipality, pair.receiving.contract),
                      pair.receiving);
  }
  absl::Status worst;
  for (const auto& [key, tenant] : receiving) {
    worst.Update(Refresh(tenant));
  }
  return worst;
}

}  // namespace buurtbrug::matching::app
