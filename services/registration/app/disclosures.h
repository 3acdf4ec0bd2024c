#pragma once

#include <vector>

#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "registration/domain/rights.h"

namespace buurtbrug::registration::app {

// Within the given transaction: to whom what of a family was disclosed, by the access log, newest
// first; at most `most`. A person
// for whom a service called is named instead of the service. What safety officers saw is left out:
// it would tell the family and its coordinators that there is a concern.
std::vector<domain::Disclosure> ReadDisclosures(platform::postgres::ScopedTransaction& transaction,
                                                const platform::core::TenantScope& tenant,
                                                const domain::FamilyId& family, int most);

}  // namespace buurtbrug::registration::app
