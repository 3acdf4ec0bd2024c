#include "tenancy/wire.h"

#include "platform/core/status.h"
#include "tenancy/api/pool_api.h"
#include "tenancy/api/tenancy_api.h"
#include "tenancy/app/tenancy.h"

namespace buurtbrug::tenancy {
namespace {

struct Tenancy final : platform::service::Wiring {
  explicit Tenancy(platform::service::Foundation& foundation)
      : use_cases(foundation.database(), foundation.random(),
                  [&foundation] { foundation.RingFeed(); }),
        api(use_cases),
        pool_api(use_cases.pool_consents),
        service(api.Describe()),
        pool_service(pool_api.Describe()) {}

  app::Tenancy use_cases;
  api::TenancyApi api;
  api::PoolApi pool_api;
  platform::rpc::Service service;
  platform::rpc::Service pool_service;
};

}  // namespace

const std::vector<std::string>& Peers() {
  static const auto& peers = *new std::vector<std::string>();
  return peers;
}

absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation) {
  auto tenancy = std::make_unique<Tenancy>(foundation);
  if (const std::string& first = foundation.settings().first_operator; !first.empty()) {
    BUURTBRUG_RETURN_IF_ERROR(
        tenancy->use_cases.operators.EnsureOperator(first, foundation.clock().Now()));
  }
  BUURTBRUG_ASSIGN_OR_RETURN([[maybe_unused]] const int port,
                             foundation.Serve({&tenancy->service, &tenancy->pool_service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(tenancy));
}

}  // namespace buurtbrug::tenancy
