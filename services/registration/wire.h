#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/service/foundation.h"
#include "platform/service/run.h"

namespace buurtbrug::registration {

// The services that registration reads.
const std::vector<std::string>& Peers();

// Puts registration together on `foundation` and starts to serve.
absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation);

}  // namespace buurtbrug::registration
