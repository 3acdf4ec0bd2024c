#include "matching/wire.h"

#include <set>
#include <utility>

#include "matching/api/area_api.h"
#include "matching/api/assignment_api.h"
#include "matching/api/caseload_api.h"
#include "matching/api/exclusion_api.h"
#include "matching/api/family_link_api.h"
#include "matching/api/match_life_api.h"
#include "matching/api/matching_api.h"
#include "matching/api/plan_api.h"
#include "matching/api/profile_api.h"
#include "matching/api/search_api.h"
#include "matching/api/triage_api.h"
#include "matching/api/weights_api.h"
#include "matching/app/areas.h"
#include "matching/app/assignments.h"
#include "matching/app/caseloads.h"
#include "matching/app/directory.h"
#include "matching/app/exclusions.h"
#include "matching/app/family_links.h"
#include "matching/app/match_lives.h"
#include "matching/app/matches.h"
#include "matching/app/plan_families.h"
#include "matching/app/plans.h"
#include "matching/app/pooled_families.h"
#include "matching/app/pooled_proposals.h"
#include "matching/app/profile_rebuild.h"
#include "matching/app/registration_news.h"
#include "matching/app/renewals.h"
#include "matching/app/searches.h"
#include "matching/app/triages.h"
#include "matching/app/weighings.h"
#include "matching/clients/registration_client.h"
#include "matching/store/caseload_store.h"
#include "matching/store/triage_store.h"
#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"
#include "platform/tenant/pools.h"

namespace buurtbrug::matching {
namespace {

// As many as a plan may keep busy beside the other calls.
constexpr int kPlanThreads = 2;
constexpr absl::Duration kCatchUpPatience = absl::Seconds(5);
// A search may miss what another process committed so shortly before: whoever writes judges again.
constexpr absl::Duration kFreshFor = absl::Milliseconds(100);

absl::Status LearnContract(platform::postgres::ScopedTransaction& transaction,
                           const platform::feed::Entry& entry) {
  BUURTBRUG_RETURN_IF_ERROR(platform::tenant::ApplyTenancy(transaction, entry));
  BUURTBRUG_RETURN_IF_ERROR(store::ApplyCoordination(transaction, entry));
  return store::ApplyPeriodHours(transaction, entry);
}

absl::StatusOr<domain::CoordinatorRole> CoordinatorRoleOf(
    const absl::StatusOr<std::set<platform::access::Role>>& roles) {
  using platform::access::Role;
  BUURTBRUG_RETURN_IF_ERROR(roles.status());
  if (roles->contains(Role::kCoordinator)) {
    return domain::CoordinatorRole::kProfessional;
  }
  return roles->contains(Role::kVolunteerCoordinator) ? domain::CoordinatorRole::kVolunteer
                                                      : domain::CoordinatorRole::kNone;
}

struct Matching final : platform::service::Wiring {
  explicit Matching(platform::service::Foundation& foundation)
      : contracts(foundation.Follow("tenancy", LearnContract)),
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
        proposals_across(foundation.database(), gate, foundation.clock(), foundation.random(),
                         pools,
                         [&foundation](const platform::access::Call& call) {
                           return foundation.CatchUpWithTenancy(call.now);
                         }),
        own_feed(foundation.FollowOwn([this](platform::postgres::ScopedTransaction& transaction,
                                             const platform::feed::Entry& entry) {
          return proposals_across.Apply(transaction, entry);
        })),
        matches(
            foundation.database(), gate, foundation.random(),
            [this](const platform::access::Call& call, const domain::FamilyId& family,
                   absl::CivilDay day) { return registration.CheckReadiness(call, family, day); },
            [this] { return LearnFamilies(); }, &proposals_across),
        lives(
            foundation.database(), gate, foundation.random(),
            [this](const platform::access::Call& call, const domain::FamilyId& family,
                   absl::CivilDay day) { return registration.CheckReadiness(call, family, day); },
            [this] { return LearnFamilies(); }, &proposals_across),
        family_links(foundation.database(), gate, lives,
                     [this](const platform::access::Call& call, const std::string& link) {
                       return registration.ResolveLink(call, link);
                     }),
        renewals(
            foundation.database(), gate, foundation.clock(), foundation.random(),
            [this](const platform::access::Call& call, const platform::core::ContractId& from,
                   const std::vector<domain::FamilyId>& carried) {
              return registration.CarryOverFamilies(call, from, carried);
            },
            [this] { return contracts.CatchUp(kCatchUpPatience); },
            [this] { return LearnFamilies(); }),
        areas(foundation.database()),
        profile_rebuild(foundation.database(),
                        [this](absl::Duration patience) -> absl::StatusOr<int64_t> {
                          BUURTBRUG_RETURN_IF_ERROR(families.CatchUp(patience));
                          BUURTBRUG_RETURN_IF_ERROR(pooled.RefreshAll());
                          return families.applied();
                        }),
        pooled(foundation.database(), foundation.clock(), foundation.random(), pools, news),
        directory(foundation.database(), foundation.clock(), {.fresh_for = kFreshFor}, &pools),
        searches(directory, [this] { return LearnFamilies(); }),
        weighings(foundation.database(), gate),
        exclusions(foundation.database(), gate, foundation.random(),
                   [this] { return LearnFamilies(); }),
        plan_families(directory, [this] { return LearnFamilies(); }),
        plans(foundation.database(), gate, foundation.random(),
              [this](const platform::access::Call& call, const app::PlanInput& input) {
                return plan_families.Take(call, input);
              },
              {.threads = kPlanThreads}),
        appointment([&foundation](const platform::access::Call& call, const std::string& subject,
                                  absl::CivilDay day) {
          return CoordinatorRoleOf(foundation.RolesFor(call, subject, day));
        }),
        assignments(foundation.database(), gate, foundation.random(), appointment),
        triages(foundation.database(), gate, foundation.random()),
        caseloads(foundation.database(), gate, foundation.random(), appointment),
        api(matches, renewals),
        area_api(areas),
        profile_api(profile_rebuild),
        search_api(searches),
        weights_api(weighings),
        exclusion_api(exclusions),
        plan_api(plans),
        assignment_api(assignments),
        triage_api(triages),
        caseload_api(caseloads),
        life_api(lives),
        family_link_api(family_links),
        service(api.Describe()),
        life_service(life_api.Describe()),
        family_link_service(family_link_api.Describe()),
        area_service(area_api.Describe()),
        profile_service(profile_api.Describe()),
        search_service(search_api.Describe()),
        weights_service(weights_api.Describe()),
        exclusion_service(exclusion_api.Describe()),
        plan_service(plan_api.Describe()),
        assignment_service(assignment_api.Describe()),
        triage_service(triage_api.Describe()),
        caseload_service(caseload_api.Describe()) {
    foundation.LearnTenancyTo([this](const platform::feed::Entry& entry) { pools.Learn(entry); });
    foundation.Repeat("pools", [this, &foundation, began = foundation.clock().Now()] {
      BUURTBRUG_RETURN_IF_ERROR(foundation.CatchUpWithTenancy(began));
      return pooled.RefreshAll();
    });
  }

  // Of this contract and of those that offer to it.
  absl::Status LearnFamilies() {
    BUURTBRUG_RETURN_IF_ERROR(families.CatchUp(kCatchUpPatience));
    return pooled.RefreshAll();
  }

  platform::feed::Follower& contracts;
  app::RegistrationNews news;
  platform::feed::Follower& families;
  platform::tenant::Gate gate;
  clients::RegistrationClient registration;
  platform::tenant::Pools pools;
  app::PooledProposals proposals_across;
  platform::feed::Follower& own_feed;
  app::Matches matches;
  app::MatchLives lives;
  app::FamilyLinks family_links;
  app::Renewals renewals;
  app::Areas areas;
  app::ProfileRebuild profile_rebuild;
  app::PooledFamilies pooled;
  app::Directory directory;
  app::Searches searches;
  app::Weighings weighings;
  app::Exclusions exclusions;
  app::PlanFamilies plan_families;
  app::Plans plans;
  const app::AskAppointment appointment;
  app::Assignments assignments;
  app::Triages triages;
  app::Caseloads caseloads;
  api::MatchingApi api;
  api::AreaApi area_api;
  api::ProfileApi profile_api;
  api::SearchApi search_api;
  api::WeightsApi weights_api;
  api::ExclusionApi exclusion_api;
  api::PlanApi plan_api;
  api::AssignmentApi assignment_api;
  api::TriageApi triage_api;
  api::CaseloadApi caseload_api;
  api::MatchLifeApi life_api;
  api::FamilyLinkApi family_link_api;
  platform::rpc::Service service;
  platform::rpc::Service life_service;
  platform::rpc::Service family_link_service;
  platform::rpc::Service area_service;
  platform::rpc::Service profile_service;
  platform::rpc::Service search_service;
  platform::rpc::Service weights_service;
  platform::rpc::Service exclusion_service;
  platform::rpc::Service plan_service;
  platform::rpc::Service assignment_service;
  platform::rpc::Service triage_service;
  platform::rpc::Service caseload_service;
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
      foundation.Serve(
          {&matching->service, &matching->area_service, &matching->profile_service,
           &matching->search_service, &matching->weights_service, &matching->exclusion_service,
           &matching->plan_service, &matching->assignment_service, &matching->triage_service,
           &matching->caseload_service, &matching->life_service, &matching->family_link_service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(matching));
}

}  // namespace buurtbrug::matching
