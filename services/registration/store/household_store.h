#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/domain/household.h"
#include "registration/store/vault.h"

// The people of families in full, how they are reached, and their target groups: all sealed, all
// appended. Every function works within the given transaction.
namespace buurtbrug::registration::store {

// NOT_FOUND FAMILY_NOT_FOUND; DATA_LOSS SEAL_BROKEN.
absl::StatusOr<domain::Household> ReadHousehold(ScopedTransaction& transaction,
                                                const TenantScope& tenant, const FamilyId& family,
                                                const FamilyKey& key);

// What stands in the sealed object of a person. Days that are none: INVALID_ARGUMENT.
absl::StatusOr<domain::PersonFacts> FactsOf(const nlohmann::json& object);

// What is recorded of a family that the transaction holds, with its version after it.
struct HouseholdChange {
  const FamilyKey& key;
  int64_t version = 0;
  absl::Time recorded_at;
  std::string recorded_by;
};

// A change of one person: who it is from `change.occurred_on` on (kAdded), how it should have been
// entered (kCorrected), or why it left (kLeft, `reason`).
void AppendPerson(ScopedTransaction& transaction, const TenantScope& tenant,
                  const HouseholdChange& how, const domain::PersonChange& change,
                  const domain::PersonFacts& facts, const Personal& reason);

void AppendContact(ScopedTransaction& transaction, const TenantScope& tenant,
                   const HouseholdChange& how, const domain::Contact& contact);

void AppendTargetGroups(ScopedTransaction& transaction, const TenantScope& tenant,
                        const HouseholdChange& how, const std::vector<domain::TargetGroup>& groups);

// What the other services are told: who is there, by number.
platform::feed::Fact HouseholdChanged(const platform::core::Uuid& event_id, const FamilyId& family,
                                      const domain::Household& household,
                                      absl::CivilDay occurred_on);

}  // namespace buurtbrug::registration::store
