#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "registration/app/carry_over.h"
#include "registration/app/means.h"
#include "registration/domain/family.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::core::Receipt;

// A step of a family as a coordinator enters it.
struct StepInput {
  domain::FamilyId family;
  domain::StepKind kind = domain::StepKind::kIntakeDone;
  absl::CivilDay occurred_on;
  int64_t expected_version = 0;  // 0: whatever it is
  std::optional<int> adult;      // with kVogSeen
  int capacity = 0;              // with kScreeningDone, 1 to 10
};

// What speaks against a trial of a support family on a day, as MissingCodes.
struct Readiness {
  std::vector<std::string> missing;
  int capacity = 0;
};

// A family that comes in by this call, ready to be stored. INVALID_ARGUMENT as
// domain::CheckRegistration.
absl::StatusOr<store::NewFamily> Receive(const Call& call, absl::CivilDay occurred_on,
                                         const domain::Registration& registration,
                                         platform::core::Random& random);

// The use cases of registration. Each write is one transaction, idempotent per `call.request_id`,
// and fails with the reasons of platform/tenant/gate.h besides its own. Thread-safe.
class Families {
 public:
  explicit Families(const Means& means) : means_(means) {}

  // INVALID_ARGUMENT as domain::CheckRegistration.
  absl::StatusOr<Receipt> Register(const Call& call, absl::CivilDay occurred_on,
                                   const domain::Registration& registration);

  // NOT_FOUND FAMILY_NOT_FOUND, ADULT_NOT_FOUND; ABORTED ETAG_MISMATCH; FAILED_PRECONDITION as
  // domain::StateAfter, and the screening as CheckDecisionByOne.
  absl::StatusOr<Receipt> RecordStep(const Call& call, const StepInput& input);

  // In its state of today. Puts the disclosure into the access log. NOT_FOUND FAMILY_NOT_FOUND,
  // FAMILY_ERASED.
  absl::StatusOr<domain::Family> Get(const Call& call, const domain::FamilyId& id);

  // In their state of today.
  absl::StatusOr<std::vector<domain::FamilyHead>> List(const Call& call,
                                                       const platform::core::Page& page,
                                                       const store::FamilyFilter& filter = {});

  // NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED; FAILED_PRECONDITION WRONG_ROLE.
  absl::StatusOr<Readiness> CheckReadiness(const Call& call, const domain::FamilyId& id,
                                           absl::CivilDay day);

  // Renewal; as CarryOverFamilies.
  absl::StatusOr<Receipt> CarryOver(const Call& call, const CarryOverInput& input) {
    return CarryOverFamilies(means_, call, input);
  }

 private:
  const Means means_;
};

}  // namespace buurtbrug::registration::app
