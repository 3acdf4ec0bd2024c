#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "registration/app/means.h"
#include "registration/domain/family.h"
#include "registration/domain/referral.h"

namespace buurtbrug::registration::app {

// A family as a partner refers it. Personal data.
struct ReferralInput {
  domain::Registration registration;
  // The partner's own; may be empty.
  std::string reference;
};

// What a partner does. Every call names the partner in its scope, and sees and makes referrals of
// that partner only; statements and row level security both say so. Thread-safe.
class Referrals {
 public:
  explicit Referrals(const Means& means) : means_(means) {}

  // The family comes in as with Families::Register, in one transaction with its referral, which is
  // the receipt's subject. Idempotent per `call.request_id`. INVALID_ARGUMENT as
  // domain::CheckRegistration; the reasons of platform/tenant/gate.h; INTERNAL PARTNER_MISSING.
  absl::StatusOr<platform::core::Receipt> Refer(const platform::access::Call& call,
                                                absl::CivilDay occurred_on,
                                                const ReferralInput& input);

  // NOT_FOUND REFERRAL_NOT_FOUND; INTERNAL PARTNER_MISSING.
  absl::StatusOr<domain::Referral> Get(const platform::access::Call& call,
                                       const domain::ReferralId& id);

  // INTERNAL PARTNER_MISSING.
  absl::StatusOr<std::vector<domain::Referral>> List(const platform::access::Call& call,
                                                     const platform::core::Page& page);

 private:
  const Means means_;
};

}  // namespace buurtbrug::registration::app
