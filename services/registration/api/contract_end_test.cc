#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/rpc/client.h"
#include "platform/rpc/server.h"
#include "platform/telemetry/log.h"
#include "platform/tenant/contracts.h"
#include "platform/testing/door_fixture.h"
#include "platform/testing/matchers.h"
#include "platform/testing/servers.h"
#include "registration/api/registration_api.h"
#include "registration/app/families.h"
#include "registration/app/referrals.h"
#include "registration/app/scene_test.h"

// Writes of many callers at once while their contract ends, by the calendar or by a change; judged
// by the instants at which PostgreSQL committed them.
namespace buurtbrug::registration::api {
namespace {

using platform::core::ReasonOf;
using platform::postgres::Database;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::testing::IsOk;
using platform::testing::Servers;

constexpr int kCallers = 16;
constexpr int kLeastWrites = 1000;
constexpr absl::Duration kBefore = absl::Seconds(3);
constexpr absl::Duration kAfter = absl::Seconds(2);

// The machine's clock, set to another time.
class ShiftedClock final : public platform::core::Clock {
 public:
  void Set(absl::Time now) {
    shift_ns_ = absl::ToInt64Nanoseconds(now - platform::core::SystemClock().Now());
  }
  absl::Time Now() const override { return platform::core::SystemClock().Now() + shift(); }
  absl::Duration shift() const { return absl::Nanoseconds(shift_ns_.load()); }

 private:
  std::atomic<int64_t> shift_ns_ = 0;
};

// The first instant of 2021 in Amsterdam.
absl::Time NewYear() {
  return absl::FromCivil(absl::CivilSecond(2020, 12, 31, 23, 0, 0), absl::UTCTimeZone());
}

// How the writes of a run ended, by reason; "" for those that were stored.
using Outcomes = std::map<std::string, int>;

class ContractEnd : public ::testing::Test {
 protected:
  // Thousands of calls: their lines would hide what failed.
  static void SetUpTestSuite() { platform::telemetry::StartLog("registration", "error"); }

  ContractEnd() {
    clock_.Set(NewYear() - absl::Hours(1));
    EXPECT_THAT(platform::telemetry::Metrics::Start("", &metrics_), IsOk());
    door_.OpenContract(tenant_);
    door_.Appoint("coordinator-0610", platform::access::Role::kCoordinator, tenant_);
    tenancy::v1::ContractOpened opened;
    opened.mutable_contract()->set_first_day("2020-01-01");
    opened.mutable_contract()->set_last_day("2020-12-31");
    opened.mutable_contract()->set_run_off_day("2020-12-31");
    opened.mutable_protocol()->set_vog_valid_months(36);
    opened.mutable_protocol()->set_guidance_months(24);
    opened.mutable_protocol()->set_evaluation_interval_months(6);
    tenancy::v1::SubsidyPeriodOpened period;
    period.mutable_period()->set_name("2020");
    period.mutable_period()->set_first_day("2020-01-01");
    period.mutable_period()->set_last_day("2020-12-31");
    Learn(opened);
    Learn(period);
    platform::rpc::ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.tls = Servers::Get().Identity("registration");
    auto server = platform::rpc::Server::Start(options, {&service_}, door_.door(), clock_,
                                               platform::core::SystemRandom(), *metrics_);
    EXPECT_THAT(server, IsOk());
    server_ = *std::move(server);
  }

  // What tenancy tells, as the service's own copy of the contract takes it in; returns when that
  // was committed.
  void Learn(const google::protobuf::Message& event) {
    const platform::feed::Entry entry = {
        {},
        tenant_,
        clock_.Now(),
        {platform::core::NewUuid(clock_.Now(), platform::core::SystemRandom()),
         absl::CivilDay(2020, 1, 1), event.GetTypeName(), event.SerializeAsString()}};
    EXPECT_THAT(database_.Run(Scope::Tenant(tenant_),
                              [&](ScopedTransaction& transaction) {
                                return platform::tenant::ApplyTenancy(transaction, entry);
                              }),
                IsOk());
  }

  // Registers families from many callers at once while `more` says so.
  Outcomes WriteWhile(const std::function<bool()>& more) {
    const std::string token = door_.TokenOf("coordinator-0610");
    std::mutex mutex;
    Outcomes outcomes;
    std::vector<std::thread> callers;
    for (int i = 0; i < kCallers; ++i) {
      callers.emplace_back([&] {
        const platform::rpc::Client client(absl::StrCat("127.0.0.1:", server_->port()),
                                           "registration", Servers::Get().Identity("client"));
        Outcomes own;
        platform::rpc::CallOptions options;
        options.token = token;
        options.timeout = absl::Seconds(60);
        while (more()) {
          const std::string reason =
              ReasonOf(client.Call<v1::RegisterFamilyResponse>(NewFamily(), options).status());
          ++own[reason];
          std::atomic<int>& count = reason.empty() ? stored_ : refused_;
          ++count;
          count.notify_all();
        }
        const std::lock_guard lock(mutex);
        for (const auto& [reason, count] : own) {
          outcomes[reason] += count;
        }
      });
    }
    for (std::thread& caller : callers) {
      caller.join();
    }
    return outcomes;
  }

  static void WaitFor(const std::atomic<int>& count, int least) {
    for (int now = count; now < least; now = count) {
      count.wait(now);
    }
  }

  v1::RegisterFamilyRequest NewFamily() const {
    v1::RegisterFamilyRequest request;
    request.set_request_id(
        platform::core::NewUuid(clock_.Now(), platform::core::SystemRandom()).ToString());
    request.set_municipality(tenant_.municipality);
    request.set_contract_id(tenant_.contract.ToString());
    request.set_occurred_on("2020-12-31");
    request.set_role(v1::FAMILY_ROLE_REQUEST);
    request.set_postcode("3361AB");
    request.add_adult_names("Een ouder");
    request.add_child_birth_dates("2015-05-05");
    return request;
  }

  // Commits of registrations later than `instant` of the shifted clock.
  int CommittedAfter(absl::Time instant) const {
    const std::string limit =
        absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", instant - clock_.shift(), absl::UTCTimeZone());
    return Number(
        absl::StrCat("SELECT count(*) FROM registration.families WHERE "
                     "pg_xact_commit_timestamp(xmin) > '",
                     limit, "'"));
  }
  int Number(const std::string& sql) const {
    int number = -1;
    EXPECT_TRUE(absl::SimpleAtoi(fresh_->Ask(sql), &number));
    return number;
  }

  std::unique_ptr<Servers::FreshDatabase> fresh_ = Servers::Get().NewDatabase();
  Database database_{fresh_->As("registration")};
  const platform::core::TenantScope tenant_ = {
      "0610", platform::core::ContractId(platform::core::NewUuid(
                  platform::core::SystemClock().Now(), platform::core::SystemRandom()))};
  ShiftedClock clock_;
  platform::testing::DoorFixture door_{database_, clock_};
  platform::tenant::Gate gate_{database_, clock_, [] { return absl::OkStatus(); }, [] {}};
  store::Vault vault_{TestMasterKeys()};
  const app::Means means_{database_, gate_, platform::core::SystemRandom(), vault_};
  app::Families families_{means_};
  app::Referrals referrals_{means_};
  RegistrationApi api_{families_, referrals_};
  platform::rpc::Service service_ = api_.Describe();
  std::unique_ptr<platform::telemetry::Metrics> metrics_;
  std::unique_ptr<platform::rpc::Server> server_;
  std::atomic<int> stored_ = 0;
  std::atomic<int> refused_ = 0;
};

TEST_F(ContractEnd, NoWriteIsCommittedLaterThanASecondAfterItsLastInstant) {
  clock_.Set(NewYear() - kBefore);
  Outcomes outcomes = WriteWhile(
      [&] { return clock_.Now() < NewYear() + kAfter || stored_ + refused_ < kLeastWrites; });
  const int stored = outcomes[""];
  const int refused = outcomes["CONTRACT_ENDED"];
  EXPECT_EQ(outcomes.size(), 2u) << ::testing::PrintToString(outcomes);
  EXPECT_GT(stored, 0);
  EXPECT_GT(refused, 0);
  EXPECT_GE(stored + refused, kLeastWrites);
  EXPECT_EQ(Number("SELECT count(*) FROM registration.families"), stored);
  EXPECT_GT(CommittedAfter(NewYear() - absl::Seconds(1)), 0) << "nothing came near the end";
  EXPECT_EQ(CommittedAfter(NewYear() + absl::Seconds(1)), 0);
  RecordProperty("stored", stored);
  RecordProperty("refused", refused);
  RecordProperty("committed_after_the_end", CommittedAfter(NewYear()));
}

TEST_F(ContractEnd, NoWriteIsCommittedAfterTheServiceHasLearntThatItWasEnded) {
  std::atomic<bool> more = true;
  Outcomes outcomes;
  std::thread writing([&] { outcomes = WriteWhile([&] { return more.load(); }); });
  WaitFor(stored_, 50);
  tenancy::v1::ContractChanged changed;
  changed.set_version(2);
  changed.mutable_contract()->set_first_day("2020-01-01");
  changed.mutable_contract()->set_last_day("2020-12-30");
  changed.mutable_contract()->set_run_off_day("2020-12-30");
  Learn(changed);
  const absl::Time learnt = clock_.Now();
  WaitFor(refused_, 50);
  more = false;
  writing.join();
  EXPECT_GE(outcomes[""], 50);
  EXPECT_GE(outcomes["CONTRACT_ENDED"], 50);
  EXPECT_EQ(outcomes.size(), 2u) << ::testing::PrintToString(outcomes);
  EXPECT_EQ(CommittedAfter(learnt), 0);
}

}  // namespace
}  // namespace buurtbrug::registration::api
