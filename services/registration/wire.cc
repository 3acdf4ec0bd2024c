#include "registration/wire.h"

#include <utility>

#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"
#include "registration/api/duplicates_api.h"
#include "registration/api/intake_api.h"
#include "registration/api/offer_api.h"
#include "registration/api/place_api.h"
#include "registration/api/registration_api.h"
#include "registration/api/rights_api.h"
#include "registration/api/safety_api.h"
#include "registration/app/concerns.h"
#include "registration/app/destruction.h"
#include "registration/app/duplicates.h"
#include "registration/app/families.h"
#include "registration/app/intakes.h"
#include "registration/app/means.h"
#include "registration/app/offers.h"
#include "registration/app/places.h"
#include "registration/app/referrals.h"
#include "registration/app/rights.h"
#include "registration/store/profile_store.h"
#include "registration/store/vault.h"

namespace buurtbrug::registration {
namespace {

constexpr absl::Duration kCatchUpPatience = absl::Seconds(5);

// One gRPC service of several: its use cases, and how they are called.
template <typename UseCases, typename Api>
struct Desk {
  template <typename... Arguments>
  explicit Desk(Arguments&&... arguments)
      : use_cases(std::forward<Arguments>(arguments)...), api(use_cases), service(api.Describe()) {}

  UseCases use_cases;
  Api api;
  platform::rpc::Service service;
};

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
        rights(means, [&foundation] { foundation.RingFeed(); }),
        destruction(means, [&foundation] { foundation.RingFeed(); }),
        api(families, referrals),
        rights_api(rights, destruction),
        service(api.Describe()),
        rights_service(rights_api.Describe()),
        places(foundation.database()),
        intakes(means, [this] { return matches.CatchUp(kCatchUpPatience); }),
        offers(means),
        concerns(means),
        duplicates(means) {}

  std::vector<const platform::rpc::Service*> services() const {
    return {
        &service,        &rights_service,   &places.service,     &intakes.service,
        &offers.service, &concerns.service, &duplicates.service,
    };
  }

  platform::feed::Follower& contracts;
  platform::feed::Follower& matches;
  platform::tenant::Gate gate;
  store::Vault vault;
  app::Means means;
  app::Families families;
  app::Referrals referrals;
  app::Rights rights;
  app::Destruction destruction;
  api::RegistrationApi api;
  api::RightsApi rights_api;
  platform::rpc::Service service;
  platform::rpc::Service rights_service;
  Desk<app::Places, api::PlaceApi> places;
  Desk<app::Intakes, api::IntakeApi> intakes;
  Desk<app::Offers, api::OfferApi> offers;
  Desk<app::Concerns, api::SafetyApi> concerns;
  Desk<app::Duplicates, api::DuplicatesApi> duplicates;
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
  BUURTBRUG_ASSIGN_OR_RETURN([[maybe_unused]] const int port,
                             foundation.Serve(registration->services()));
  return std::unique_ptr<platform::service::Wiring>(std::move(registration));
}

}  // namespace buurtbrug::registration
