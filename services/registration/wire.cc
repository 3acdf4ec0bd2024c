#include "registration/wire.h"

#include <utility>

#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"
#include "registration/api/consent_api.h"
#include "registration/api/demand_api.h"
#include "registration/api/duplicates_api.h"
#include "registration/api/household_api.h"
#include "registration/api/intake_api.h"
#include "registration/api/key_api.h"
#include "registration/api/link_api.h"
#include "registration/api/offer_api.h"
#include "registration/api/online_api.h"
#include "registration/api/place_api.h"
#include "registration/api/registration_api.h"
#include "registration/api/rights_api.h"
#include "registration/api/safety_api.h"
#include "registration/api/screening_api.h"
#include "registration/app/age_round.h"
#include "registration/app/concerns.h"
#include "registration/app/consents.h"
#include "registration/app/demands.h"
#include "registration/app/destruction.h"
#include "registration/app/duplicates.h"
#include "registration/app/expiry_round.h"
#include "registration/app/families.h"
#include "registration/app/households.h"
#include "registration/app/intakes.h"
#include "registration/app/keys.h"
#include "registration/app/links.h"
#include "registration/app/means.h"
#include "registration/app/offers.h"
#include "registration/app/online.h"
#include "registration/app/places.h"
#include "registration/app/readiness_round.h"
#include "registration/app/referrals.h"
#include "registration/app/rights.h"
#include "registration/app/round.h"
#include "registration/app/screenings.h"
#include "registration/app/seal_plain.h"
#include "registration/store/guide_store.h"
#include "registration/store/profile_store.h"
#include "registration/store/vault.h"

namespace buurtbrug::registration {
namespace {

constexpr absl::Duration kCatchUpPatience = absl::Seconds(5);

absl::Status LearnMatch(platform::postgres::ScopedTransaction& transaction,
                        const platform::feed::Entry& entry) {
  BUURTBRUG_RETURN_IF_ERROR(store::ApplyMatching(transaction, entry));
  return store::ApplyGuides(transaction, entry);
}

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
        matches(foundation.Follow("matching", LearnMatch)),
        gate(
            foundation.database(), foundation.clock(),
            [this] { return contracts.CatchUp(kCatchUpPatience); },
            [&foundation] { foundation.RingFeed(); }),
        vault(*foundation.settings().master_keys, foundation.settings().reload_master_keys),
        means{foundation.database(),
              gate,
              foundation.random(),
              vault,
              [this] { readiness_round.Wake(); },
              [this] { return matches.CatchUp(kCatchUpPatience); }},
        families(means),
        referrals(means),
        rights(means, [&foundation] { foundation.RingFeed(); }),
        destruction(means, [&foundation] { foundation.RingFeed(); }),
        api(families, referrals),
        rights_api(rights, destruction),
        service(api.Describe()),
        rights_service(rights_api.Describe()),
        households(means),
        keys(means),
        places(foundation.database()),
        demands(means, [&foundation] { foundation.RingFeed(); }),
        online(means, demands.use_cases, [this] { return contracts.CatchUp(kCatchUpPatience); }),
        links(means),
        consents(means),
        intakes(means, [this] { return matches.CatchUp(kCatchUpPatience); }),
        offers(means),
        concerns(means),
        duplicates(means),
        screenings(means),
        expiry_round(app::ExpiryWork(demands.use_cases), foundation.clock(), foundation.random()),
        readiness_round(app::ReadinessWork(means), foundation.clock(), foundation.random()),
        age_round(app::AgeWork(means), foundation.clock(), foundation.random()) {}

  void Rest() override {
    expiry_round.End();
    readiness_round.End();
    age_round.End();
  }

  std::vector<const platform::rpc::Service*> services() const {
    return {
        &service,
        &rights_service,
        &households.service,
        &keys.service,
        &places.service,
        &demands.service,
        &online.service,
        &links.service,
        &consents.service,
        &intakes.service,
        &offers.service,
        &concerns.service,
        &duplicates.service,
        &screenings.service,
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
  Desk<app::Households, api::HouseholdApi> households;
  Desk<app::Keys, api::KeyApi> keys;
  Desk<app::Places, api::PlaceApi> places;
  Desk<app::Demands, api::DemandApi> demands;
  Desk<app::Online, api::OnlineApi> online;
  Desk<app::Links, api::LinkApi> links;
  Desk<app::Consents, api::ConsentApi> consents;
  Desk<app::Intakes, api::IntakeApi> intakes;
  Desk<app::Offers, api::OfferApi> offers;
  Desk<app::Concerns, api::SafetyApi> concerns;
  Desk<app::Duplicates, api::DuplicatesApi> duplicates;
  Desk<app::Screenings, api::ScreeningApi> screenings;
  app::Round expiry_round;
  app::Round readiness_round;
  app::Round age_round;
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
  BUURTBRUG_RETURN_IF_ERROR(app::SealPlain(registration->means).status());
  BUURTBRUG_ASSIGN_OR_RETURN([[maybe_unused]] const int port,
                             foundation.Serve(registration->services()));
  registration->expiry_round.Start();
  registration->readiness_round.Start();
  registration->age_round.Start();
  return std::unique_ptr<platform::service::Wiring>(std::move(registration));
}

}  // namespace buurtbrug::registration
