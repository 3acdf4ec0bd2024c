#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/page.h"
#include "platform/postgres/database.h"
#include "registration/domain/consent.h"
#include "registration/domain/family.h"

// What families agreed to, and were told. Every function works within the given transaction; the
// family is held (LockFamily) by who appends.
namespace buurtbrug::registration::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// When, and by whom it was recorded.
struct Record {
  absl::CivilDay occurred_on;
  domain::Channel how = domain::Channel::kOnline;
  absl::Time at;
  std::string by;
};

enum class ConsentStep { kGiven, kWithdrawn };

void AppendConsent(ScopedTransaction& transaction, const TenantScope& tenant,
                   const domain::FamilyId& family, domain::ConsentPurpose purpose, ConsentStep step,
                   const Record& record);

// Each purpose that was ever agreed to, as it is now, in the order of the purposes.
std::vector<domain::Consent> ReadConsents(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const domain::FamilyId& family);

// That the family was told what is kept of it and why.
void AppendInformation(ScopedTransaction& transaction, const TenantScope& tenant,
                       const domain::FamilyId& family, const Record& record);

// A family that is still to be told.
struct OpenDuty {
  domain::FamilyId family;
  absl::CivilDay registered_on;
  // Whether a partner referred it: told at first contact; else it should have been at registration.
  bool referred = false;
};

// In the order of their ids, which is that of being recorded.
std::vector<OpenDuty> ListOpenDuties(ScopedTransaction& transaction, const TenantScope& tenant,
                                     const platform::core::Page& page);

}  // namespace buurtbrug::registration::store
