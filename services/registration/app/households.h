#pragma once

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "registration/app/means.h"
#include "registration/domain/household.h"
#include "registration/store/household_store.h"

namespace buurtbrug::registration::app {

// What every change of a household has.
struct HouseholdInput {
  domain::FamilyId family;
  absl::CivilDay occurred_on;
  int64_t expected_version = 0;  // 0: whatever it is
};

// The people of families in full. Each write is one transaction, idempotent per `call.request_id`,
// and fails with the reasons of platform/tenant/gate.h, NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED,
// and ABORTED ETAG_MISMATCH besides its own. What takes the place of something that was disclosed
// makes the notices of it (TellOfCorrection). The receipt is the family's. Thread-safe.
class Households {
 public:
  explicit Households(const Means& means) : means_(means) {}

  // Puts the disclosure into the access log. NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED.
  absl::StatusOr<domain::Household> Get(const platform::access::Call& call,
                                        const domain::FamilyId& family);

  // INVALID_ARGUMENT as domain::CheckPerson; FAILED_PRECONDITION TOO_MANY, STEP_TOO_EARLY.
  absl::StatusOr<platform::core::Receipt> Add(const platform::access::Call& call,
                                              const HouseholdInput& input, domain::PersonKind kind,
                                              const domain::PersonFacts& facts);

  // NOT_FOUND PERSON_NOT_FOUND; INVALID_ARGUMENT as domain::CheckPerson on the person's first day.
  absl::StatusOr<platform::core::Receipt> Correct(const platform::access::Call& call,
                                                  const HouseholdInput& input,
                                                  const domain::PersonRef& person,
                                                  const domain::PersonFacts& facts);

  // NOT_FOUND PERSON_NOT_FOUND; FAILED_PRECONDITION as domain::CheckLeave.
  absl::StatusOr<platform::core::Receipt> Leave(const platform::access::Call& call,
                                                const HouseholdInput& input,
                                                const domain::PersonRef& person,
                                                const domain::Personal& reason);

  absl::StatusOr<platform::core::Receipt> SetContact(const platform::access::Call& call,
                                                     const HouseholdInput& input,
                                                     const domain::Contact& contact);

  absl::StatusOr<platform::core::Receipt> SetTargetGroups(
      const platform::access::Call& call, const HouseholdInput& input,
      const std::vector<domain::TargetGroup>& groups);

 private:
  // Records it, with `household` as it is before; what is told of it: nothing, how the family is to
  // be looked for, or that also who came or left.
  enum class Told { kNothing, kProfile, kPeople };
  using Work = std::function<absl::StatusOr<Told>(platform::postgres::ScopedTransaction&,
                                                  const domain::Household& household,
                                                  const store::HouseholdChange& how)>;
  absl::StatusOr<platform::core::Receipt> Change(const platform::access::Call& call,
                                                 const HouseholdInput& input, const Work& work);

  const Means means_;
};

}  // namespace buurtbrug::registration::app
