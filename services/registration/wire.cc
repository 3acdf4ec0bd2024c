#include "registration/wire.h"

#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"
#include "registration/api/consent_api.h"
#include "registration/api/demand_api.h"
#include "registration/api/link_api.h"
#include "registration/api/online_api.h"
#include "registration/api/place_api.h"
#include "registration/api/registration_api.h"
#include "registration/app/consents.h"
#include "registration/app/demands.h"
#include "registration/app/expiry_round.h"
#include "registration/app/families.h"
#include "registration/app/links.h"
#include "registration/app/means.h"
#include "registration/app/online.h"
#include "registration/app/places.h"
#include "registration/app/referrals.h"
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
        vault(*foundation.settings().master_keys),
        means{foundation.database(), gate, foundation.random(), vault},
        families(means),
        referrals(means),
        places(foundation.database()),
        demands(means, *foundation.settings().master_keys,
                [&foundation] { foundation.RingFeed(); }),
        online(means, demands, [this] { return contracts.CatchUp(kCatchUpPatience); }),
        links(means),
        consents(means),
        api(families, referrals),
        place_api(places),
        online_api(online),
        link_api(links),
        demand_api(demands),
        consent_api(consents),
        service(api.Describe()),
        place_service(place_api.Describe()),
        online_service(online_api.Describe()),
        link_service(link_api.Describe()),
        demand_service(demand_api.Describe()),
        consent_service(consent_api.Describe()),
        expiry(demands, foundation.clock(), foundation.random()) {}

  platform::feed::Follower& contracts;
  platform::tenant::Gate gate;
  store::Vault vault;
  app::Means means;
  app::Families families;
  app::Referrals referrals;
  app::Places places;
  app::Demands demands;
  app::Online online;
  app::Links links;
  app::Consents consents;
  api::RegistrationApi api;
  api::PlaceApi place_api;
  api::OnlineApi online_api;
  api::LinkApi link_api;
  api::DemandApi demand_api;
  api::ConsentApi consent_api;
  platform::rpc::Service service;
  platform::rpc::Service place_service;
  platform::rpc::Service online_service;
  platform::rpc::Service link_service;
  platform::rpc::Service demand_service;
  platform::rpc::Service consent_service;
  app::ExpiryRound expiry;
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
  BUURTBRUG_ASSIGN_OR_RETURN(
      [[maybe_unused]] const int port,
      foundation.Serve({&registration->service, &registration->place_service,
                        &registration->online_service, &registration->link_service,
                        &registration->demand_service, &registration->consent_service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(registration));
}

}  // namespace buurtbrug::registration
