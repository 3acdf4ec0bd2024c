#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace buurtbrug::platform::rpc {

// A status to and from the wire. Code and message as they are; reason and metadata as
// google.rpc.ErrorInfo in the details.
grpc::Status ToWire(const absl::Status& status);
absl::Status FromWire(const grpc::Status& status);

}  // namespace buurtbrug::platform::rpc
