#include "matching/wire.h"

#include "matching/api/area_api.h"
#include "matching/api/exclusion_api.h"
#include "matching/api/match_life_api.h"
#include "matching/api/matching_api.h"
#include "matching/api/search_api.h"
#include "matching/api/weights_api.h"
#include "matching/app/areas.h"
#include "matching/app/directory.h"
#include "matching/app/exclusions.h"
#include "matching/app/match_lives.h"
#include "matching/app/matches.h"
#include "matching/app/registration_news.h"
#include "matching/app/renewals.h"
#include "matching/app/searches.h"
#include "matching/app/weighings.h"
#include "matching/clients/registration_client.h"
#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching {
namespace {

constexpr absl::Duration kCatchUpPatience = absl::Seconds(5);

struct Matching final : platform::service::Wiring {
  explicit Matching(platform::service::Foundation& foundation)
      : contracts(foundation.Follow("tenancy", platform::tenant::ApplyTenancy)),
        news(foundation.clock(), foundation.random()),
        families(foundation.Follow(
            "registration",
            [this](platform::postgres::ScopedTransaction& transaction,
                   const platform::feed::Entry& entry) { return news.Apply(transaction, entry); })),
        gate(
            foundation.database(), foundation.clock(),
            [this] { return contracts.CatchUp(kCatchUpPatience); },
            [&foundation] { foundation.RingFeed(); }),
        registration(foundation.peer("registration"), foundation.clock(), foundation.random()),
        matches(
            foundation.database(), gate, foundation.random(),
            [this](const platform::access::Call& call, const domain::FamilyId& family,
                   absl::CivilDay day) { return registration.CheckReadiness(call, family, day); },
            [this] { return families.CatchUp(kCatchUpPatience); }),
        lives(
            foundation.database(), gate, foundation.random(),
            [this](const platform::access::Call& call, const domain::FamilyId& family,
                   absl::CivilDay day) { return registration.CheckReadiness(call, family, day); },
            [this] { return families.CatchUp(kCatchUpPatience); }),
        renewals(
            foundation.database(), gate, foundation.clock(), foundation.random(),
            [this](const platform::access::Call& call, const platform::core::ContractId& from,
                   const std::vector<domain::FamilyId>& carried) {
              return registration.CarryOverFamilies(call, from, carried);
            },
            [this] { return contracts.CatchUp(kCatchUpPatience); },
            [this] { return families.CatchUp(kCatchUpPatience); }),
        areas(foundation.database()),
        directory(foundation.database(), foundation.clock()),
        searches(directory, [this] { return families.CatchUp(kCatchUpPatience); }),
        weighings(foundation.database(), gate),
        exclusions(foundation.database(), gate, foundation.random(),
                   [this] { return families.CatchUp(kCatchUpPatience); }),
        api(matches, renewals),
        area_api(areas),
        search_api(searches),
        weights_api(weighings),
        exclusion_api(exclusions),
        life_api(lives),
        service(api.Describe()),
        life_service(life_api.Describe()),
        area_service(area_api.Describe()),
        search_service(search_api.Describe()),
        weights_service(weights_api.Describe()),
        exclusion_service(exclusion_api.Describe()) {}

  platform::feed::Follower& contracts;
  app::RegistrationNews news;
  platform::feed::Follower& families;
  platform::tenant::Gate gate;
  clients::RegistrationClient registration;
  app::Matches matches;
  app::MatchLives lives;
  app::Renewals renewals;
  app::Areas areas;
  app::Directory directory;
  app::Searches searches;
  app::Weighings weighings;
  app::Exclusions exclusions;
  api::MatchingApi api;
  api::AreaApi area_api;
  api::SearchApi search_api;
  api::WeightsApi weights_api;
  api::ExclusionApi exclusion_api;
  api::MatchLifeApi life_api;
  platform::rpc::Service service;
  platform::rpc::Service life_service;
  platform::rpc::Service area_service;
  platform::rpc::Service search_service;
  platform::rpc::Service weights_service;
  platform::rpc::Service exclusion_service;
};

}  // namespace

const std::vector<std::string>& Peers() {
  static const auto& peers = *new std::vector<std::string>{"tenancy", "registration"};
  return peers;
}

absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation) {
  auto matching = std::make_unique<Matching>(foundation);
  matching->gate.Demand({[&contracts = matching->contracts] { return contracts.confirmed(); },
                         foundation.settings().door.lease});
  BUURTBRUG_ASSIGN_OR_RETURN(
      [[maybe_unused]] const int port,
      foundation.Serve({&matching->service, &matching->life_service, &matching->area_service,
                        &matching->search_service, &matching->weights_service,
                        &matching->exclusion_service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(matching));
}

}  // namespace buurtbrug::matching
