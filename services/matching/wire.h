#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/service/foundation.h"
#include "platform/service/run.h"

namespace buurtbrug::matching {

// The services that matching reads.
const std::vector<std::string>& Peers();

// Puts matching together on `foundation` and starts to serve.
absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation);

}  // namespace buurtbrug::matching
