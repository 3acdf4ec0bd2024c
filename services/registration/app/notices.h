#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/postgres/database.h"
#include "registration/app/means.h"
#include "registration/domain/household.h"
#include "registration/domain/rights.h"

// Whom to tell that data of a family was corrected. Both work within the transaction that corrects
// it, which holds the family.
namespace buurtbrug::registration::app {

// The notices of domain::NoticesFor of what was disclosed since a day; nothing: ever. How many.
int MakeNotices(platform::postgres::ScopedTransaction& transaction,
                const platform::access::Call& call, const Means& means,
                const domain::FamilyId& family, const std::vector<int>& categories,
                std::optional<absl::CivilDay> since);

// The same of what `after` has in the place of something in `before`. Whoever saw data of that kind
// at any time is told: who was told of an earlier correction may have the value of that one.
void TellOfCorrection(platform::postgres::ScopedTransaction& transaction,
                      const platform::access::Call& call, const Means& means,
                      const domain::FamilyId& family, const domain::Household& before,
                      const domain::Household& after);

}  // namespace buurtbrug::registration::app
