#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "registration/app/means.h"
#include "registration/store/consent_store.h"

namespace buurtbrug::registration::app {

// What a family said or heard, and when.
struct ConsentInput {
  domain::FamilyId family;
  absl::CivilDay occurred_on;
  domain::ConsentPurpose purpose = domain::ConsentPurpose::kShareWithFamily;
  domain::Channel how = domain::Channel::kConversation;
};

// Consents and information duties. Writes are one transaction each, idempotent per
// `call.request_id`: NOT_FOUND FAMILY_NOT_FOUND, FAILED_PRECONDITION STEP_TOO_EARLY, and the
// reasons of platform/tenant/gate.h. Thread-safe.
class Consents {
 public:
  explicit Consents(const Means& means) : means_(means) {}

  // FAILED_PRECONDITION WRONG_STATE when it is given already, or is not given.
  absl::Status Give(const platform::access::Call& call, const ConsentInput& input);
  absl::Status Withdraw(const platform::access::Call& call, const ConsentInput& input);

  absl::Status RecordTold(const platform::access::Call& call, const ConsentInput& input);

  // NOT_FOUND FAMILY_NOT_FOUND.
  absl::StatusOr<std::vector<domain::Consent>> List(const platform::access::Call& call,
                                                    const domain::FamilyId& family);

  absl::StatusOr<std::vector<store::OpenDuty>> ListDuties(const platform::access::Call& call,
                                                          const platform::core::Page& page);

 private:
  absl::Status Step(const platform::access::Call& call, const ConsentInput& input,
                    store::ConsentStep step);

  const Means means_;
};

}  // namespace buurtbrug::registration::app
