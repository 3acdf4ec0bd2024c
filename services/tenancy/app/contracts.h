#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/tenant/standing.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/contract.h"

namespace buurtbrug::tenancy::app {

// A contract on a day.
struct ContractOnDay {
  platform::tenant::Standing standing = platform::tenant::Standing::kNotStarted;
  // Name of the subsidy period that covers the day.
  std::optional<std::string> period;
  // That period is sealed.
  bool sealed = false;
};

// The contracts of the municipalities. Writes as Desk. Each change tells the contract as it is
// then, so that its standing is the same everywhere within seconds. Thread-safe.
class Contracts {
 public:
  explicit Contracts(Desk& desk) : desk_(desk) {}

  // Opens a contract of the municipality of `call.scope`. Its id is the request's id, so that the
  // request can be found again within its own contract: the receipt's subject. `contract.id`, the
  // periods and adopted protocols are ignored.
  //   INVALID_ARGUMENT     as domain::CheckContract; INVALID_ID when the request id is nil
  //   NOT_FOUND            MUNICIPALITY_NOT_FOUND, PROTOCOL_NOT_FOUND
  //   FAILED_PRECONDITION  CONTRACT_OVERLAPS, FOLLOWED_CONTRACT_NOT_FOUND, PROTOCOL_NOT_YET_VALID
  absl::StatusOr<Receipt> Create(const Call& call, domain::Contract contract);

  // Takes provider, references, funding source, processing agreement and `as_stated` from
  // `contract`, when the version is `expected` or that is 0.
  //   INVALID_ARGUMENT     as domain::CheckContract
  //   NOT_FOUND            CONTRACT_NOT_FOUND
  //   ABORTED              ETAG_MISMATCH
  absl::StatusOr<Receipt> Update(const Call& call, const domain::Contract& contract,
                                 int64_t expected);

  // Sets the last day and the run-off day, in the past too; a period that goes on longer ends with
  // it. Answers the contract as it was then, as a message (tenancy.v1.Contract): the same again
  // when the request comes again.
  //   INVALID_ARGUMENT     as domain::CheckEnd
  //   NOT_FOUND            CONTRACT_NOT_FOUND
  //   FAILED_PRECONDITION  CONTRACT_OVERLAPS, PERIOD_OUTSIDE_CONTRACT, PERIOD_SEALED
  //   ABORTED              ETAG_MISMATCH
  absl::StatusOr<std::string> End(const Call& call, const domain::ContractEnd& end,
                                  int64_t expected, Intent intent);

  // From a day on the contract is carried out by a newer version.
  //   INVALID_ARGUMENT     VERSION_NOT_NEWER
  //   NOT_FOUND            CONTRACT_NOT_FOUND, PROTOCOL_NOT_FOUND
  //   FAILED_PRECONDITION  PROTOCOL_NOT_YET_VALID, ADOPTED_TOO_EARLY
  absl::StatusOr<Receipt> Adopt(const Call& call, const domain::AdoptedProtocol& adopted);

  // Of the municipality of `call.scope`, newest first; empty for one without, and for one that is
  // unknown. Others than operators and services see those of their own appointments.
  absl::StatusOr<std::vector<domain::Contract>> List(const Call& call);

  // NOT_FOUND CONTRACT_NOT_FOUND.
  absl::StatusOr<ContractOnDay> GetStanding(const Call& call, absl::CivilDay day);

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
