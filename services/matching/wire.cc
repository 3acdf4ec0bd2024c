#include "matching/wire.h"

#include <set>
#include <utility>

#include "matching/api/assignment_api.h"
#include "matching/api/caseload_api.h"
#include "matching/api/matching_api.h"
#include "matching/api/triage_api.h"
#include "matching/app/assignments.h"
#include "matching/app/caseloads.h"
#include "matching/app/matches.h"
#include "matching/app/registration_news.h"
#include "matching/app/renewals.h"
#include "matching/app/triages.h"
#include "matching/clients/registration_client.h"
#include "matching/store/caseload_store.h"
#include "matching/store/triage_store.h"
#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching {
namespace {

constexpr absl::Duration kCatchUpPatience = absl::Seconds(5);

// Of what registration tells: what marks the case of a family.
absl::Status LearnCase(platform::postgres::ScopedTransaction& transaction,
                       const platform::feed::Entry& entry, absl::Status before) {
  BUURTBRUG_RETURN_IF_ERROR(std::move(before));
  return store::ApplyNeeds(transaction, entry);
}

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
        families(foundation.Follow("registration",
                                   [this](platform::postgres::ScopedTransaction& transaction,
                                          const platform::feed::Entry& entry) {
                                     return LearnCase(transaction, entry,
                                                      news.Apply(transaction, entry));
                                   })),
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
        renewals(
            foundation.database(), gate, foundation.clock(), foundation.random(),
            [this](const platform::access::Call& call, const platform::core::ContractId& from,
                   const std::vector<domain::FamilyId>& carried) {
              return registration.CarryOverFamilies(call, from, carried);
            },
            [this] { return contracts.CatchUp(kCatchUpPatience); },
            [this] { return families.CatchUp(kCatchUpPatience); }),
        appointment([&foundation](const platform::access::Call& call, const std::string& subject,
                                  absl::CivilDay day) {
          return CoordinatorRoleOf(foundation.RolesFor(call, subject, day));
        }),
        assignments(foundation.database(), gate, foundation.random(), appointment),
        triages(foundation.database(), gate, foundation.random()),
        caseloads(foundation.database(), gate, foundation.random(), appointment),
        api(matches, renewals),
        service(api.Describe()),
        assignment_api(assignments),
        assignment_service(assignment_api.Describe()),
        triage_api(triages),
        triage_service(triage_api.Describe()),
        caseload_api(caseloads),
        caseload_service(caseload_api.Describe()) {}

  platform::feed::Follower& contracts;
  app::RegistrationNews news;
  platform::feed::Follower& families;
  platform::tenant::Gate gate;
  clients::RegistrationClient registration;
  app::Matches matches;
  app::Renewals renewals;
  const app::AskAppointment appointment;
  app::Assignments assignments;
  app::Triages triages;
  app::Caseloads caseloads;
  api::MatchingApi api;
  platform::rpc::Service service;
  api::AssignmentApi assignment_api;
  platform::rpc::Service assignment_service;
  api::TriageApi triage_api;
  platform::rpc::Service triage_service;
  api::CaseloadApi caseload_api;
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
      foundation.Serve({&matching->service, &matching->assignment_service,
                        &matching->triage_service, &matching->caseload_service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(matching));
}

}  // namespace buurtbrug::matching
