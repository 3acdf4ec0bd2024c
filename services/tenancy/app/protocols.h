#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/protocol.h"

namespace buurtbrug::tenancy::app {

// What the programmes demand, in versions. Writes as Desk. Thread-safe.
class Protocols {
 public:
  explicit Protocols(Desk& desk) : desk_(desk) {}

  // INVALID_ARGUMENT as domain::CheckProtocol; ALREADY_EXISTS PROTOCOL_EXISTS.
  absl::Status Create(const Call& call, const domain::Protocol& protocol);

  // A version that no contract uses. INVALID_ARGUMENT as domain::CheckProtocol; NOT_FOUND
  // PROTOCOL_NOT_FOUND; FAILED_PRECONDITION PROTOCOL_IN_USE.
  absl::Status Update(const Call& call, const domain::Protocol& protocol);

  // All versions, by programme and version.
  absl::StatusOr<std::vector<domain::Protocol>> List();

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
