#pragma once

#include "absl/status/status.h"
#include "matching/app/registration_news.h"
#include "matching/store/pooled_store.h"
#include "platform/core/clock.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/pools.h"

namespace buurtbrug::matching::app {

// Keeps, in each contract that receives under a pool agreement, a copy of the support families that
// other contracts offer it: what registration told of them and agreed to, when they are ready, and
// the places of them that are taken. A copy has an id of its own.
//
// Read under the scope of the offering contract and written under that of the receiving one, in two
// transactions: any number of processes may do it at once, and one that ends in between leaves what
// was there. When the pair of contracts, the consent of the family or the family itself ends the
// copy is emptied. Thread-safe.
class PooledFamilies {
 public:
  // `pools` knows what tenancy has told. All outlive this object.
  PooledFamilies(platform::postgres::Database& database, const platform::core::Clock& clock,
                 platform::core::Random& random, const platform::tenant::Pools& pools,
                 RegistrationNews& news)
      : database_(database), clock_(clock), random_(random), pools_(pools), news_(news) {}

  // Brings the copies in `receiving` up to date with all that was committed before in the contracts
  // that offer to it. The reasons of Database::Run.
  absl::Status Refresh(const platform::core::TenantScope& receiving);

  // The same for every contract that receives, or did.
  absl::Status RefreshAll();

 private:
  absl::Status Read(const platform::tenant::PoolPair& pair);
  absl::Status Write(platform::postgres::ScopedTransaction& transaction,
                     const platform::tenant::PoolPair& pair, const store::OfferedFamily& family);

  platform::postgres::Database& database_;
  const platform::core::Clock& clock_;
  platform::core::Random& random_;
  const platform::tenant::Pools& pools_;
  RegistrationNews& news_;
};

}  // namespace buurtbrug::matching::app
