#include "platform/feed/follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <pqxx/pqxx>
#include <thread>

#include "buurtbrug/evaluation/v1/events.pb.h"
#include "platform/feed/log.h"
#include "platform/postgres/read.h"
#include "platform/rpc/client.h"
#include "platform/rpc/server.h"
#include "platform/tenant/gate.h"
#include "platform/testing/door_fixture.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::platform::feed {
namespace {

using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::Servers;
using platform::testing::TenantFixture;
using postgres::Scope;
using postgres::ScopedTransaction;

constexpr postgres::Statement kProject = {
    "test_project",
    "INSERT INTO facts (municipality, contract_id, fact_id, kind, occurred_on, recorded_at) "
    "VALUES ($1, $2, $3, 5, $4, $5)"};

// Registration publishes, reporting follows, in one database.
class FollowerTest : public ::testing::Test {
 protected:
  FollowerTest() : reporting_(fixture_.fresh().As("reporting")), log_(fixture_.database()) {
    EXPECT_THAT(telemetry::Metrics::Start("", &metrics_), IsOk());
    StartServer();
    client_ = std::make_unique<rpc::Client>(absl::StrCat("127.0.0.1:", server_->port()),
                                            "registration", Servers::Get().Identity("reporting"));
  }

  void StartServer() {
    rpc::ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.tls = Servers::Get().Identity("registration");
    auto server = rpc::Server::Start(options, {&service_}, door_.door(), core::SystemClock(),
                                     core::SystemRandom(), *metrics_);
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
  }

  std::unique_ptr<Follower> NewFollower() {
    return std::make_unique<Follower>(
        "registration", RemoteSource("registration", *client_), reporting_, core::SystemClock(),
        *metrics_, [this](ScopedTransaction& transaction, const Entry& entry) -> absl::Status {
          if (failures_ > 0) {
            --failures_;
            return core::Error(absl::StatusCode::kNotFound, "NOT_YET", "later");
          }
          transaction.Run(kProject,
                          {entry.tenant.municipality, entry.tenant.contract, entry.fact.event_id,
                           entry.fact.occurred_on, entry.recorded_at});
          return absl::OkStatus();
        });
  }

  // One write with one fact.
  void PublishOne(const core::TenantScope& tenant) {
    const access::Call call = fixture_.NewCall(tenant, access::Effect::kStarts);
    evaluation::v1::EvaluationRecorded event;
    ASSERT_THAT(
        fixture_.gate().Admit(
            {call, absl::CivilDay(2020, 5, 1)},
            [&](ScopedTransaction&, const tenant::Protocol&) -> absl::StatusOr<tenant::Written> {
              return tenant::Written{
                  {call.request_id.value(), 1},
                  {MakeFact(call.request_id.value(), absl::CivilDay(2020, 5, 1), event)}};
            }),
        IsOk());
  }

  int64_t Projected() { return fixture_.fresh().Count("reporting", "facts"); }

  TenantFixture fixture_{"registration"};
  testing::DoorFixture door_{fixture_.database()};
  postgres::Database reporting_;
  FeedLog log_;
  rpc::Service service_ = log_.Describe();
  std::unique_ptr<telemetry::Metrics> metrics_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<rpc::Client> client_;
  std::atomic<int> failures_ = 0;
  core::TenantScope tenant_ = fixture_.OpenContract();
};

TEST_F(FollowerTest, AppliesEachEntryOnceAndGoesOnWhereItStood) {
  for (int i = 0; i < 3; ++i) PublishOne(tenant_);
  EXPECT_THAT(NewFollower()->CatchUp(absl::Seconds(5)), IsOk());
  EXPECT_EQ(Projected(), 3);
  for (int i = 0; i < 2; ++i) PublishOne(tenant_);
  EXPECT_THAT(NewFollower()->CatchUp(absl::Seconds(5)), IsOk());
  EXPECT_EQ(Projected(), 5);
}

TEST_F(FollowerTest, AReaderThatIsAheadOfTheFeedIsTold) {
  PublishOne(tenant_);
  common::v1::ReadFeedRequest request;
  request.mutable_after()->set_transaction(uint64_t{1} << 40);
  EXPECT_THAT(log_.ReadFeed({}, request),
              Fails(absl::StatusCode::kFailedPrecondition, "FEED_REWOUND"));
}

TEST_F(FollowerTest, ReadsMoreThanOnePageAndSeveralTenants) {
  const core::TenantScope other = fixture_.OpenContract({.municipality = "0392"});
  for (int i = 0; i < 520; ++i) PublishOne(i % 3 == 0 ? other : tenant_);
  EXPECT_THAT(NewFollower()->CatchUp(absl::Seconds(20)), IsOk());
  EXPECT_EQ(Projected(), 520);
}

TEST_F(FollowerTest, NeverSkipsAnEntryThatCommitsLate) {
  // An older transaction takes its place in the feed and stays open; a younger one commits first.
  const std::string insert = absl::StrCat(
      "SET buurtbrug.municipality = '0610'; SET buurtbrug.contract = '",
      tenant_.contract.ToString(),
      "'; INSERT INTO registration.feed_entries (municipality, contract_id, event_id, occurred_on,"
      " recorded_at, type, event) VALUES ('0610', '",
      tenant_.contract.ToString(), "', gen_random_uuid(), '2020-05-01', now(), 'late', '')");
  const postgres::DatabaseOptions options = fixture_.fresh().As("registration");
  pqxx::connection session(absl::StrCat("host=", options.host, " dbname=", options.database,
                                        " user=", options.user, " password=", options.password));
  pqxx::work late(session);
  late.exec(insert);
  PublishOne(tenant_);
  auto follower = NewFollower();
  // Nothing younger is given before the older one has ended.
  EXPECT_THAT(follower->CatchUp(absl::Milliseconds(300)),
              Fails(absl::StatusCode::kDeadlineExceeded, "FEED_BEHIND"));
  EXPECT_EQ(Projected(), 0);
  late.commit();
  EXPECT_THAT(follower->CatchUp(absl::Seconds(5)), IsOk());
  EXPECT_EQ(Projected(), 2);
}

TEST_F(FollowerTest, AnEntryThatFailsHoldsBackThoseBehindItAndIsTriedAgain) {
  failures_ = 1;
  PublishOne(tenant_);
  PublishOne(tenant_);
  auto follower = NewFollower();
  EXPECT_THAT(follower->CatchUp(absl::Seconds(5)), Fails(absl::StatusCode::kNotFound, "NOT_YET"));
  EXPECT_EQ(Projected(), 0);
  EXPECT_THAT(follower->CatchUp(absl::Seconds(5)), IsOk());
  EXPECT_EQ(Projected(), 2);
}

TEST_F(FollowerTest, TwoReadersOfOneFeedApplyEachEntryOnce) {
  for (int i = 0; i < 100; ++i) PublishOne(tenant_);
  auto first = NewFollower();
  auto second = NewFollower();
  std::thread other([&] { EXPECT_THAT(second->CatchUp(absl::Seconds(20)), IsOk()); });
  EXPECT_THAT(first->CatchUp(absl::Seconds(20)), IsOk());
  other.join();
  EXPECT_EQ(Projected(), 100);
}

TEST_F(FollowerTest, ARewoundFeedIsReadAgainFromItsBeginning) {
  for (int i = 0; i < 5; ++i) PublishOne(tenant_);
  auto follower = NewFollower();
  ASSERT_THAT(follower->CatchUp(absl::Seconds(5)), IsOk());
  fixture_.fresh().Ask("DELETE FROM reporting.facts");
  ASSERT_THAT(reporting_.Run(Scope::Rebuild(),
                             [](ScopedTransaction& transaction) {
                               RewindAll(transaction);
                               return absl::OkStatus();
                             }),
              IsOk());
  EXPECT_THAT(follower->CatchUp(absl::Seconds(5)), IsOk());
  EXPECT_EQ(Projected(), 5);
}

TEST_F(FollowerTest, ASourceThatIsAwayIsSaidToBe) {
  server_->Drain(absl::ZeroDuration());
  EXPECT_THAT(NewFollower()->CatchUp(absl::Seconds(1)),
              Fails(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE"));
}

TEST_F(FollowerTest, FollowsByItselfWhenItIsWoken) {
  auto follower = NewFollower();
  follower->Start(absl::Seconds(60));
  PublishOne(tenant_);
  follower->Wake();
  // Bounded by the test's own timeout: a follower that sleeps on never gets here.
  while (follower->applied() < 1) {
    std::this_thread::yield();
  }
  EXPECT_EQ(Projected(), 1);
}

}  // namespace
}  // namespace buurtbrug::platform::feed
