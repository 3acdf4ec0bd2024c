#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/pool_agreement.h"

namespace buurtbrug::tenancy::app {

// That support families of one municipality may be matched in another. Writes as Desk; the
// receipt's subject is the agreement. Thread-safe.
class PoolAgreements {
 public:
  explicit PoolAgreements(Desk& desk) : desk_(desk) {}

  // `agreement.id` is ignored.
  //   INVALID_ARGUMENT     as domain::CheckPool
  //   NOT_FOUND            MUNICIPALITY_NOT_FOUND
  //   FAILED_PRECONDITION  POOL_AGREEMENT_OVERLAPS
  absl::StatusOr<Receipt> Create(const Call& call, domain::PoolAgreement agreement);

  // Sets the last day; a later one than before, too.
  //   INVALID_ARGUMENT     LAST_DAY_TOO_EARLY
  //   NOT_FOUND            POOL_AGREEMENT_NOT_FOUND
  //   FAILED_PRECONDITION  POOL_AGREEMENT_OVERLAPS
  absl::StatusOr<Receipt> End(const Call& call, const domain::PoolAgreementId& id,
                              absl::CivilDay last_day);

  // Those to which the municipality of `call.scope` is a party, oldest first.
  absl::StatusOr<std::vector<domain::PoolAgreement>> List(const Call& call);

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
