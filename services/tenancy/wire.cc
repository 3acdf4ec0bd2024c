#include "tenancy/wire.h"

#include "platform/core/status.h"
#include "tenancy/api/tenancy_api.h"
#include "tenancy/app/tenants.h"

namespace buurtbrug::tenancy {
namespace {

struct Tenancy final : platform::service::Wiring {
  explicit Tenancy(platform::service::Foundation& foundation)
      : tenants(foundation.database(), foundation.random(),
                [&foundation] { foundation.RingFeed(); }),
        api(tenants),
        service(api.Describe()) {}

  app::Tenants tenants;
  api::TenancyApi api;
  platform::rpc::Service service;
};

}  // namespace

const std::vector<std::string>& Peers() {
  static const auto& peers = *new std::vector<std::string>();
  return peers;
}

absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation) {
  auto tenancy = std::make_unique<Tenancy>(foundation);
  BUURTBRUG_ASSIGN_OR_RETURN([[maybe_unused]] const int port,
                             foundation.Serve({&tenancy->service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(tenancy));
}

}  // namespace buurtbrug::tenancy
