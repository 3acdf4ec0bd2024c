#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/service/foundation.h"

namespace buurtbrug::platform::service {

// A service's own objects; gone after the foundation was drained.
class Wiring {
 public:
  virtual ~Wiring() = default;
  // Ends what the service does by itself; before the foundation is drained.
  virtual void Rest() {}
};

// Puts a service together on the foundation and starts to serve.
using Wire = std::function<absl::StatusOr<std::unique_ptr<Wiring>>(Foundation&)>;

// The main function of a service: reads the command line and the configuration, serves until
// SIGTERM or SIGINT, drains. Exit codes: 0 ended as asked, 1 could not start, 2 wrong command line
// or configuration.
int Main(int argc, char** argv, const std::string& name, const std::vector<std::string>& peers,
         const Wire& wire);

}  // namespace buurtbrug::platform::service
