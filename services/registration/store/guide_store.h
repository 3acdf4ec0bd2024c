#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/domain/family.h"

// Who guides a family, as matching's feed tells it. Every function works within the given
// transaction.
namespace buurtbrug::registration::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Keeps to whom an entry of matching's feed tells that a match is assigned, and who stands in for
// its support family; passes over all others. Does no harm when an entry comes twice.
absl::Status ApplyGuides(ScopedTransaction& transaction, const platform::feed::Entry& entry);

// Whether a match of the family that is not over, or one in which it stands in on `day`, is
// assigned on `day` to `volunteer`, as a volunteer.
bool IsGuidedBy(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& family, absl::CivilDay day, const std::string& volunteer);

}  // namespace buurtbrug::registration::store
