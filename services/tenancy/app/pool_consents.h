#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/core/page.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/pool_consent.h"

namespace buurtbrug::tenancy::app {

// What a coordinator says of a consent.
struct ConsentInput {
  domain::PoolAgreementId agreement;
  absl::CivilDay first_day;
  std::optional<absl::CivilDay> last_day = {};
};

// That contracts consent to pool agreements. Writes as Desk; the receipt's subject is the consent.
// Thread-safe.
class PoolConsents {
 public:
  explicit PoolConsents(Desk& desk) : desk_(desk) {}

  // For the contract of `call.scope`.
  //   INVALID_ARGUMENT     as domain::CheckConsent
  //   NOT_FOUND            POOL_AGREEMENT_NOT_FOUND: the municipality is a party to no such one;
  //                        CONTRACT_NOT_FOUND
  //   FAILED_PRECONDITION  POOL_CONSENT_GIVEN, and as domain::CheckConsent
  absl::StatusOr<Receipt> Consent(const Call& call, const ConsentInput& input);

  // Sets the last day; a later one than before, too.
  //   INVALID_ARGUMENT     as domain::CheckConsentEnd
  //   NOT_FOUND            POOL_CONSENT_NOT_FOUND
  //   FAILED_PRECONDITION  POOL_CONSENT_GIVEN, and as domain::CheckConsentEnd
  //   ABORTED              ETAG_MISMATCH; `expected_version` 0 is any
  absl::StatusOr<Receipt> End(const Call& call, const domain::PoolConsentId& id,
                              absl::CivilDay last_day, int64_t expected_version);

  // Of both sides to the agreements to which the municipality of `call.scope` is a party, or to one
  // of them; in the order in which they were given.
  absl::StatusOr<std::vector<domain::PoolConsent>> List(
      const Call& call, const std::optional<domain::PoolAgreementId>& agreement,
      const platform::core::Page& page);

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
