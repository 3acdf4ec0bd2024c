#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "evaluation/app/evaluations.h"
#include "evaluation/app/match_feed.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "platform/feed/follower.h"
#include "platform/postgres/database.h"
#include "platform/tenant/contracts.h"
#include "platform/tenant/gate.h"
#include "platform/testing/matchers.h"
#include "platform/testing/servers.h"

namespace buurtbrug::evaluation {

// Evaluation on a database of its own: a contract of Sliedrecht from 2020 to 2022 whose protocol
// has a trial of eight weeks, guidance of two years and an evaluation every half year. What the
// feeds tell is told by hand.
class Scene : public ::testing::Test {
 protected:
  using ContractId = platform::core::ContractId;
  using TenantScope = platform::core::TenantScope;

  static platform::core::Uuid NewId() {
    return platform::core::NewUuid(platform::core::SystemClock().Now(),
                                   platform::core::SystemRandom());
  }

  template <typename Event>
  static platform::feed::Entry EntryOf(const TenantScope& tenant, absl::CivilDay occurred_on,
                                       const Event& event) {
    platform::feed::Entry entry;
    entry.tenant = tenant;
    entry.recorded_at = absl::FromCivil(occurred_on, absl::UTCTimeZone());
    entry.fact = platform::feed::MakeFact(NewId(), occurred_on, event);
    return entry;
  }

  absl::Status Apply(const platform::feed::Entry& entry,
                     const platform::feed::Follower::Apply& apply) {
    return database.Run(platform::postgres::Scope::Tenant(entry.tenant),
                        [&](platform::postgres::ScopedTransaction& transaction) {
                          return apply(transaction, entry);
                        });
  }

  absl::Status OpenContract(const TenantScope& tenant, std::optional<int> trial_weeks) {
    tenancy::v1::ContractOpened event;
    event.mutable_contract()->set_municipality(tenant.municipality);
    event.mutable_contract()->set_contract_id(tenant.contract.ToString());
    event.mutable_contract()->set_first_day("2020-01-01");
    event.mutable_contract()->set_last_day("2022-12-31");
    event.mutable_contract()->set_run_off_day("2023-12-31");
    if (trial_weeks) {
      event.mutable_protocol()->set_trial_weeks(*trial_weeks);
    }
    event.mutable_protocol()->set_vog_valid_months(12);
    event.mutable_protocol()->set_guidance_months(24);
    event.mutable_protocol()->set_evaluation_interval_months(6);
    return Apply(EntryOf(tenant, absl::CivilDay(2020, 1, 1), event),
                 platform::tenant::ApplyTenancy);
  }

  platform::feed::Entry MatchEntry(const TenantScope& tenant, matching::v1::MatchState state,
                                   absl::CivilDay occurred_on) const {
    matching::v1::MatchChanged event;
    event.set_match_id(match.ToString());
    event.set_request_family_id(NewId().ToString());
    event.set_support_family_id(NewId().ToString());
    event.set_state(state);
    return EntryOf(tenant, occurred_on, event);
  }

  // Matching tells that `match` came into `state`.
  absl::Status Tell(matching::v1::MatchState state, absl::CivilDay occurred_on) {
    return Apply(MatchEntry(sliedrecht, state, occurred_on), app::ApplyMatching);
  }

  // A match in trial from 1 April and definitive from 1 June 2020.
  void TellDefinitive() {
    ASSERT_THAT(Tell(matching::v1::MATCH_STATE_IN_TRIAL, absl::CivilDay(2020, 4, 1)),
                platform::testing::IsOk());
    ASSERT_THAT(Tell(matching::v1::MATCH_STATE_DEFINITIVE, absl::CivilDay(2020, 6, 1)),
                platform::testing::IsOk());
  }

  // A call of Sliedrecht's coordinator on 31 December 2020, with a request id of its own.
  platform::access::Call CallOf(const TenantScope& tenant) const {
    platform::access::Call call;
    call.method = "buurtbrug.evaluation.v1.EvaluationService/RecordEvaluation";
    call.now = absl::FromCivil(absl::CivilSecond(2020, 12, 31, 12, 0, 0), absl::UTCTimeZone());
    call.today = absl::CivilDay(2020, 12, 31);
    call.deadline = absl::InfiniteFuture();
    call.caller.role = platform::access::Role::kCoordinator;
    call.caller.subject = "spiffe://buurtbrug/municipality/0610/role/coordinator";
    call.effect = platform::access::Effect::kCares;
    call.scope = tenant;
    call.request_id = platform::core::RequestId(NewId());
    call.request_digest = std::string(32, 'a');
    return call;
  }

  // One line per moment: number, state, planned day, then what was recorded.
  std::string Moments() const {
    return fresh->Ask(
        "SELECT concat_ws(' ', number, CASE state WHEN 1 THEN 'planned' WHEN 2 THEN 'recorded'"
        "  ELSE 'lapsed' END, coalesce(planned_on::text, 'open'), occurred_on, formal_care) "
        "FROM evaluation.moments ORDER BY match_id, number");
  }

  std::unique_ptr<platform::testing::Servers::FreshDatabase> fresh =
      platform::testing::Servers::Get().NewDatabase();
  platform::postgres::Database database{fresh->As("evaluation")};
  platform::core::FixedClock clock{
      absl::FromCivil(absl::CivilSecond(2020, 12, 31, 12, 0, 0), absl::UTCTimeZone())};
  int rings = 0;
  int catch_ups = 0;
  // What reading the feeds to their end brings.
  std::function<absl::Status()> news = [] { return absl::OkStatus(); };
  platform::tenant::Gate gate{database, clock, [] { return absl::OkStatus(); },
                              [this] { ++rings; }};
  app::Evaluations evaluations{database, gate, platform::core::SystemRandom(), [this] {
                                 ++catch_ups;
                                 return news();
                               }};
  const TenantScope sliedrecht = {"0610", ContractId(NewId())};
  const domain::MatchId match = domain::MatchId(NewId());
};

}  // namespace buurtbrug::evaluation
