#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "registration/app/means.h"
#include "registration/domain/listing.h"
#include "registration/store/profile_store.h"

// What the use cases of intakes and offers have in common.
namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::postgres::ScopedTransaction;

// A family that a use case works on: held until the end of the transaction.
struct OpenFamily {
  domain::FamilyHead head;
  domain::Listing listing;
  store::FamilyKey key;
};

// NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED.
absl::StatusOr<OpenFamily> HoldFamily(ScopedTransaction& transaction, const Call& call,
                                      store::Vault& vault, const domain::FamilyId& family);

// A step of the call, with all that does not depend on its kind.
domain::ProfileStep NewProfileStep(const Call& call, domain::ProfileKind kind,
                                   absl::CivilDay occurred_on);

// Appends `step` to the family, whose listing it moves on.
void Append(ScopedTransaction& transaction, const Call& call, OpenFamily& family,
            const domain::ProfileStep& step);

// Moves the family's state on by a step and appends it; its version is one higher. The fact that
// tells it. FAILED_PRECONDITION as domain::StateAfter.
absl::StatusOr<platform::feed::Fact> Move(ScopedTransaction& transaction, const Call& call,
                                          const Means& means, domain::FamilyHead& family,
                                          domain::StepKind kind, absl::CivilDay occurred_on);

// The fact that tells how matching is to look for the family from now on.
absl::StatusOr<platform::feed::Fact> TellProfile(ScopedTransaction& transaction, const Call& call,
                                                 const Means& means, const OpenFamily& family,
                                                 absl::CivilDay occurred_on);

}  // namespace buurtbrug::registration::app
