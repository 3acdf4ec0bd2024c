#include "registration/wire.h"

#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"
#include "registration/api/household_api.h"
#include "registration/api/key_api.h"
#include "registration/api/registration_api.h"
#include "registration/app/families.h"
#include "registration/app/households.h"
#include "registration/app/keys.h"
#include "registration/app/means.h"
#include "registration/app/referrals.h"
#include "registration/app/seal_plain.h"
#include "registration/store/vault.h"

namespace buurtbrug::registration {
namespace {

constexpr absl::Duration kCatchUpPatience = absl::Seconds(5);

struct Registration final : platform::service::Wiring {
  explicit Registration(platform::service::Foundation& foundation)
      : contracts(foundation.Follow("tenancy", platform::tenant::ApplyTenancy)),
        gate(
            foundation.database(), foundation.clock(),
            [this] { return contracts.CatchUp(kCatchUpPatience); },
            [&foundation] { foundation.RingFeed(); }),
        vault(*foundation.settings().master_keys, foundation.settings().reload_master_keys),
        means{foundation.database(), gate, foundation.random(), vault},
        families(means),
        referrals(means),
        api(families, referrals),
        service(api.Describe()),
        keys(means),
        key_api(keys),
        key_service(key_api.Describe()),
        households(means),
        household_api(households),
        household_service(household_api.Describe()) {}

  platform::feed::Follower& contracts;
  platform::tenant::Gate gate;
  store::Vault vault;
  app::Means means;
  app::Families families;
  app::Referrals referrals;
  api::RegistrationApi api;
  platform::rpc::Service service;
  app::Keys keys;
  api::KeyApi key_api;
  platform::rpc::Service key_service;
  app::Households households;
  api::HouseholdApi household_api;
  platform::rpc::Service household_service;
};

}  // namespace

const std::vector<std::string>& Peers() {
  static const auto& peers = *new std::vector<std::string>{"tenancy"};
  return peers;
}

absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation) {
  auto registration = std::make_unique<Registration>(foundation);
  registration->gate.Demand(
      {[&contracts = registration->contracts] { return contracts.confirmed(); },
       foundation.settings().door.lease});
  BUURTBRUG_RETURN_IF_ERROR(app::SealPlain(registration->means).status());
  BUURTBRUG_ASSIGN_OR_RETURN([[maybe_unused]] const int port,
                             foundation.Serve({&registration->service, &registration->key_service,
                                               &registration->household_service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(registration));
}

}  // namespace buurtbrug::registration
