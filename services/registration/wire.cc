#include "registration/wire.h"

#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"
#include "registration/api/intake_api.h"
#include "registration/api/offer_api.h"
#include "registration/api/registration_api.h"
#include "registration/app/families.h"
#include "registration/app/intakes.h"
#include "registration/app/means.h"
#include "registration/app/offers.h"
#include "registration/app/referrals.h"
#include "registration/store/profile_store.h"
#include "registration/store/vault.h"

namespace buurtbrug::registration {
namespace {

constexpr absl::Duration kCatchUpPatience = absl::Seconds(5);

struct Registration final : platform::service::Wiring {
  explicit Registration(platform::service::Foundation& foundation)
      : contracts(foundation.Follow("tenancy", platform::tenant::ApplyTenancy)),
        matches(foundation.Follow("matching", store::ApplyMatching)),
        gate(
            foundation.database(), foundation.clock(),
            [this] { return contracts.CatchUp(kCatchUpPatience); },
            [&foundation] { foundation.RingFeed(); }),
        vault(*foundation.settings().master_keys),
        means{foundation.database(), gate, foundation.random(), vault},
        families(means),
        referrals(means),
        intakes(means, [this] { return matches.CatchUp(kCatchUpPatience); }),
        offers(means),
        api(families, referrals),
        intake_api(intakes),
        offer_api(offers),
        service(api.Describe()),
        intake_service(intake_api.Describe()),
        offer_service(offer_api.Describe()) {}

  platform::feed::Follower& contracts;
  platform::feed::Follower& matches;
  platform::tenant::Gate gate;
  store::Vault vault;
  app::Means means;
  app::Families families;
  app::Referrals referrals;
  app::Intakes intakes;
  app::Offers offers;
  api::RegistrationApi api;
  api::IntakeApi intake_api;
  api::OfferApi offer_api;
  platform::rpc::Service service;
  platform::rpc::Service intake_service;
  platform::rpc::Service offer_service;
};

}  // namespace

const std::vector<std::string>& Peers() {
  static const auto& peers = *new std::vector<std::string>{"tenancy", "matching"};
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
      foundation.Serve(
          {&registration->service, &registration->intake_service, &registration->offer_service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(registration));
}

}  // namespace buurtbrug::registration
