#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/contract.h"

namespace buurtbrug::tenancy::app {

// The subsidy periods of the contract of `call.scope`. Writes as Desk; all fail with NOT_FOUND
// CONTRACT_NOT_FOUND where there is no such contract. Thread-safe.
class SubsidyPeriods {
 public:
  explicit SubsidyPeriods(Desk& desk) : desk_(desk) {}

  //   INVALID_ARGUMENT     as domain::CheckPeriod
  //   FAILED_PRECONDITION  PERIOD_OUTSIDE_CONTRACT, PERIOD_OVERLAPS
  //   ALREADY_EXISTS       PERIOD_EXISTS
  absl::Status Create(const Call& call, const domain::SubsidyPeriod& period);

  // All but name and days, when the version is `expected` or that is 0.
  //   INVALID_ARGUMENT     as domain::CheckPeriod
  //   NOT_FOUND            PERIOD_NOT_FOUND
  //   FAILED_PRECONDITION  PERIOD_SEALED
  //   ABORTED              ETAG_MISMATCH
  absl::StatusOr<Receipt> Update(const Call& call, const domain::SubsidyPeriod& period,
                                 int64_t expected);

  // Closes it for ever; answers the period as it is then.
  //   NOT_FOUND            PERIOD_NOT_FOUND
  //   FAILED_PRECONDITION  PERIOD_SEALED, PERIOD_NOT_OVER
  //   ABORTED              ETAG_MISMATCH
  absl::StatusOr<domain::SubsidyPeriod> Seal(const Call& call, const std::string& name,
                                             int64_t expected, Intent intent);

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
