#include "evaluation/wire.h"

#include "evaluation/api/evaluation_api.h"
#include "evaluation/app/evaluations.h"
#include "evaluation/app/match_feed.h"
#include "platform/core/status.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::evaluation {
namespace {

constexpr absl::Duration kCatchUpPatience = absl::Seconds(5);

struct Evaluation final : platform::service::Wiring {
  explicit Evaluation(platform::service::Foundation& foundation)
      : contracts(foundation.Follow("tenancy", platform::tenant::ApplyTenancy)),
        matches(foundation.Follow("matching", app::ApplyMatching)),
        gate(
            foundation.database(), foundation.clock(),
            [this] { return contracts.CatchUp(kCatchUpPatience); },
            [&foundation] { foundation.RingFeed(); }),
        evaluations(foundation.database(), gate, foundation.random(),
                    [this] { return LearnMatches(); }),
        api(evaluations),
        service(api.Describe()) {}

  // In this order: a match is planned by the protocol of its contract.
  absl::Status LearnMatches() {
    BUURTBRUG_RETURN_IF_ERROR(contracts.CatchUp(kCatchUpPatience));
    return matches.CatchUp(kCatchUpPatience);
  }

  platform::feed::Follower& contracts;
  platform::feed::Follower& matches;
  platform::tenant::Gate gate;
  app::Evaluations evaluations;
  api::EvaluationApi api;
  platform::rpc::Service service;
};

}  // namespace

const std::vector<std::string>& Peers() {
  static const auto& peers = *new std::vector<std::string>{"tenancy", "matching"};
  return peers;
}

absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation) {
  auto evaluation = std::make_unique<Evaluation>(foundation);
  evaluation->gate.Demand({[&contracts = evaluation->contracts] { return contracts.confirmed(); },
                           foundation.settings().door.lease});
  BUURTBRUG_ASSIGN_OR_RETURN([[maybe_unused]] const int port,
                             foundation.Serve({&evaluation->service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(evaluation));
}

}  // namespace buurtbrug::evaluation
