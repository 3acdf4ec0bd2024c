#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"

namespace buurtbrug::client {

// What is known of the contract that somebody means without naming it.
struct ContractHint {
  // A day on which it covers; empty: unknown.
  std::string day;
  // A subsidy period that it has; empty: unknown.
  std::string period;
};

// The contract that is meant: the only one with the period, and of several the only one on the day.
// Pure.
//   NOT_FOUND CONTRACT_NOT_FOUND   the municipality has none, or none with the period
//   WrongUse                       several are left; the message lists them
absl::StatusOr<std::string> ChooseContract(const std::string& municipality,
                                           const tenancy::v1::ListContractsResponse& contracts,
                                           const ContractHint& hint);

}  // namespace buurtbrug::client
