#include "reporting/wire.h"

#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "reporting/api/reporting_api.h"
#include "reporting/app/reports.h"
#include "reporting/store/fact_store.h"

namespace buurtbrug::reporting {
namespace {

struct Reporting final : platform::service::Wiring {
  // Tenancy first: what the other feeds tell belongs to its contracts.
  explicit Reporting(platform::service::Foundation& foundation)
      : clock(foundation.clock()),
        feeds({&foundation.Follow("tenancy", platform::tenant::ApplyTenancy),
               &foundation.Follow("registration", store::ApplyRegistration),
               &foundation.Follow("matching", store::ApplyMatching),
               &foundation.Follow("evaluation", store::ApplyEvaluation)}),
        reports(foundation.database(), foundation.random(),
                [this](absl::Duration patience) { return ReadFeeds(patience); }),
        api(reports),
        service(api.Describe()) {}

  absl::Status ReadFeeds(absl::Duration patience) {
    const absl::Time until = clock.Now() + patience;
    for (platform::feed::Follower* feed : feeds) {
      BUURTBRUG_RETURN_IF_ERROR(feed->CatchUp(until - clock.Now()));
    }
    return absl::OkStatus();
  }

  const platform::core::Clock& clock;
  std::vector<platform::feed::Follower*> feeds;
  app::Reports reports;
  api::ReportingApi api;
  platform::rpc::Service service;
};

}  // namespace

const std::vector<std::string>& Peers() {
  static const auto& peers =
      *new std::vector<std::string>{"tenancy", "registration", "matching", "evaluation"};
  return peers;
}

absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation) {
  auto reporting = std::make_unique<Reporting>(foundation);
  BUURTBRUG_ASSIGN_OR_RETURN([[maybe_unused]] const int port,
                             foundation.Serve({&reporting->service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(reporting));
}

}  // namespace buurtbrug::reporting
