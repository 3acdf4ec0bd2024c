#pragma once

#include "absl/status/status.h"
#include "platform/access/call.h"
#include "platform/postgres/database.h"
#include "registration/app/means.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::app {

// For callers who are held to own cases, as volunteer coordinators are: brings what is known of
// assignments up to date, before the transaction of CheckOwnFamily. What `means.learn_matches`
// says.
absl::Status LearnOwnFamilies(const Means& means, const platform::access::Call& call);

// Whether the caller may see this family, within the transaction that reads it: whoever is held to
// own cases, only while a match of it that is not over, or one in which it stands in for the
// support family, is assigned to that one as a volunteer today. NOT_FOUND FAMILY_NOT_FOUND, the
// same as for a family that is not there.
absl::Status CheckOwnFamily(platform::postgres::ScopedTransaction& transaction,
                            const platform::access::Call& call, const domain::FamilyId& family);

// Puts into the transaction that the family was shown; to who is held to own cases without special
// categories of personal data, which are not shown then.
void RecordShown(platform::postgres::ScopedTransaction& transaction,
                 const platform::access::Call& call, const domain::FamilyId& family);

}  // namespace buurtbrug::registration::app
