#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/core/page.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/domain/contact.h"
#include "registration/domain/demand.h"
#include "registration/domain/link.h"
#include "registration/store/vault.h"

// Unserved demand. Every function works within the given transaction, which is under the scope of
// WithoutContract(municipality) unless it says otherwise.
namespace buurtbrug::registration::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Under which the demand of a municipality is kept: its nil contract.
TenantScope WithoutContract(const std::string& municipality);

// A row of demand that is held until the end of the transaction.
struct HeldDemand {
  domain::Demand demand;
  // To which contract it was invited last; nil: to none.
  platform::core::ContractId invited_to;
  // Both empty when what was kept is destroyed.
  domain::EmailOrPhone contact;
  // Opens the links of this demand; to a contract, or the family's own (nil).
  std::string Secret(const platform::core::ContractId& to) const;

  std::string link_key;
};

// With a key of its own, which the current master key of `vault` wraps.
absl::Status InsertDemand(ScopedTransaction& transaction, const std::string& municipality,
                          Vault& vault, const domain::Demand& demand,
                          const domain::EmailOrPhone& contact, absl::Time now);

// NOT_FOUND DEMAND_NOT_FOUND; DATA_LOSS SEAL_BROKEN; FAILED_PRECONDITION MASTER_KEY_UNKNOWN.
absl::StatusOr<HeldDemand> LockDemand(ScopedTransaction& transaction,
                                      const std::string& municipality, Vault& vault,
                                      const domain::DemandId& id);

// Whose key is not wrapped by the current master key.
int64_t CountOutdatedDemands(ScopedTransaction& transaction, const std::string& municipality,
                             Vault& vault);

// Wraps the keys of at most `most` of them by the current master key; how many. Fails as
// LockDemand.
absl::StatusOr<int> RewrapDemands(ScopedTransaction& transaction, const std::string& municipality,
                                  Vault& vault, int most);

void MarkInvited(ScopedTransaction& transaction, const std::string& municipality,
                 const domain::DemandId& id, absl::CivilDay today,
                 const platform::core::ContractId& to);

// Destroys what is kept of it.
void EndDemand(ScopedTransaction& transaction, const std::string& municipality,
               const domain::DemandId& id, domain::DemandState state);

// Destroys what is kept of all that has expired on `today`: id and role of each.
std::vector<domain::Demand> ExpireDemands(ScopedTransaction& transaction,
                                          const std::string& municipality, absl::CivilDay today);

// Those that ever had demand; under any scope.
std::vector<std::string> DemandMunicipalities(ScopedTransaction& transaction);

// Demand that waits or was invited and has not expired, in the order of being recorded.
std::vector<domain::Demand> ListDemands(ScopedTransaction& transaction,
                                        const std::string& municipality,
                                        const platform::core::Page& page, absl::CivilDay today);

// Of one month ("2020-11") and role.
struct DemandCount {
  std::string month;
  domain::FamilyRole role = domain::FamilyRole::kRequest;
  int registered = 0;
  int waiting = 0;
  int invited = 0;
  int accepted = 0;
  int expired = 0;
  int withdrawn = 0;
};
std::vector<DemandCount> CountDemands(ScopedTransaction& transaction,
                                      const std::string& municipality);

platform::feed::Fact DemandRegistered(const platform::core::Uuid& event_id,
                                      const domain::Demand& demand);
platform::feed::Fact DemandInvited(const platform::core::Uuid& event_id,
                                   const domain::Demand& demand, absl::CivilDay today);
// `demand` in the state in which it ended.
platform::feed::Fact DemandEnded(const platform::core::Uuid& event_id, const domain::Demand& demand,
                                 absl::CivilDay today);

}  // namespace buurtbrug::registration::store
