#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "registration/app/means.h"
#include "registration/domain/listing.h"
#include "registration/store/profile_store.h"

// What the use cases of intakes and offers have in common.
namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::postgres::ScopedTransaction;

// Which family it is about, on which day, and on which version it builds (0: whatever it is).
struct About {
  domain::FamilyId family;
  absl::CivilDay occurred_on;
  int64_t expected_version = 0;
};

// A family that a use case works on, as it is in the transaction.
struct OpenFamily {
  domain::FamilyHead head;
  domain::Listing listing;
  store::FamilyKey key;
};

// Held until the end of the transaction. NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED.
absl::StatusOr<OpenFamily> HoldFamily(ScopedTransaction& transaction, const Call& call,
                                      store::Vault& vault, const domain::FamilyId& family);

// A family of `role` that is only read. NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED;
// FAILED_PRECONDITION WRONG_ROLE.
absl::StatusOr<OpenFamily> ReadOpenFamily(ScopedTransaction& transaction, const Call& call,
                                          store::Vault& vault, const domain::FamilyId& family,
                                          domain::FamilyRole role);

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

// What a family of `role` needs or offers, in the place of what was recorded before.
struct NewProfile {
  domain::FamilyRole role = domain::FamilyRole::kRequest;
  domain::ProfileKind kind = domain::ProfileKind::kNeeds;
  platform::core::Personal text;
  std::function<absl::Status(const domain::FamilyHead&)> check;
  // Puts it into the listing of the family.
  std::function<void(domain::Listing&)> put;
};

// Records it, under the gate, and tells it; `about.expected_version` and the receipt's version are
// those of the profile. As HoldFamily, domain::CheckOpen and `profile.check`; ABORTED
// ETAG_MISMATCH.
absl::StatusOr<platform::core::Receipt> RecordProfile(const Call& call, const Means& means,
                                                      const About& about,
                                                      const NewProfile& profile);

// The fact that tells how matching is to look for the family from now on, and notes when its ages
// are due again.
absl::StatusOr<platform::feed::Fact> TellProfile(ScopedTransaction& transaction, const Call& call,
                                                 const Means& means, const OpenFamily& family,
                                                 absl::CivilDay occurred_on);

// Tells it as the family is today, after people, ages or the address changed without needs or
// offer. Nothing while neither was recorded, or when the case is closed.
absl::StatusOr<std::vector<platform::feed::Fact>> TellProfileAgain(ScopedTransaction& transaction,
                                                                   const Call& call,
                                                                   const Means& means,
                                                                   const domain::FamilyHead& family,
                                                                   const store::FamilyKey& key);

}  // namespace buurtbrug::registration::app
