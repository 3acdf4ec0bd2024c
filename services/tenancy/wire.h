#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/service/foundation.h"
#include "platform/service/run.h"

namespace buurtbrug::tenancy {

// The services that tenancy reads: none.
const std::vector<std::string>& Peers();

// Puts tenancy together on `foundation` and starts to serve.
absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation);

}  // namespace buurtbrug::tenancy
