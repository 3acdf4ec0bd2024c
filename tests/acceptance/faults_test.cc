#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "platform/core/clock.h"
#include "platform/redis/connection.h"
#include "tests/acceptance/fleet.h"
#include "tests/acceptance/sliedrecht.h"

// Something dies in the middle of the replay; afterwards the replay is run again, and the table is
// the same.
namespace buurtbrug::acceptance {
namespace {

// Servers of this suite's own, which it may kill.
class Faults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    char folder[] = "/tmp/buurtbrug-faults-XXXXXX";
    ASSERT_NE(mkdtemp(folder), nullptr);
    folder_ = folder;
    ASSERT_EQ(Script({"tests/servers/start", folder_}), 0) << ReadAll(folder_ + "/script.log");
    servers_ = new Servers(folder_ + "/env");
  }
  static void TearDownTestSuite() {
    EXPECT_EQ(Script({"tests/servers/stop", folder_}), 0);
    delete servers_;
    std::filesystem::remove_all(folder_);
  }

  // A script of the repository; its exit code.
  static int Script(std::vector<std::string> command) {
    command[0] = absl::StrCat(BUURTBRUG_SOURCE_DIR, "/", command[0]);
    return Process(command, {}, folder_ + "/script.log").Wait();
  }

  static int64_t Families(Fleet& fleet) {
    return fleet.database().Count("registration", "families");
  }

  // Runs the replay until some families are registered; it is still running then.
  static std::unique_ptr<Process> BeginReplay(Fleet& fleet) {
    LoadMunicipalities(fleet);
    std::unique_ptr<Process> replay = fleet.Begin(ReplayCommand());
    const absl::Time until = platform::core::SystemClock().Now() + absl::Seconds(20);
    while (Families(fleet) < 8 && platform::core::SystemClock().Now() < until) {
      std::this_thread::yield();
    }
    EXPECT_GE(Families(fleet), 8);
    EXPECT_LT(Families(fleet), 34) << "the replay was over before anything could happen to it";
    return replay;
  }

  static void ExpectTheYearAfterAll(Fleet& fleet) {
    ReplayYear(fleet);
    ExpectSliedrechtTable(fleet);
    const std::string counts = RowCounts(fleet);
    ReplayYear(fleet);
    EXPECT_EQ(RowCounts(fleet), counts);
  }

  static std::string folder_;
  static Servers* servers_;
};

std::string Faults::folder_;
Servers* Faults::servers_ = nullptr;

class KilledService : public Faults, public ::testing::WithParamInterface<std::string> {};

TEST_P(KilledService, ComesBackAndTheReplayEndsInTheSameTable) {
  Fleet fleet(*servers_);
  std::unique_ptr<Process> replay = BeginReplay(fleet);
  fleet.Kill(GetParam());
  replay->Kill();
  fleet.Start(GetParam());
  ExpectTheYearAfterAll(fleet);
}

TEST_P(KilledService, ARunningReplayWaitsForIt) {
  Fleet fleet(*servers_);
  std::unique_ptr<Process> replay = BeginReplay(fleet);
  fleet.Kill(GetParam());
  fleet.Start(GetParam());
  EXPECT_EQ(replay->Wait(), 0) << replay->Output();
  ExpectSliedrechtTable(fleet);
}

INSTANTIATE_TEST_SUITE_P(Each, KilledService, ::testing::ValuesIn(Fleet::Services()),
                         [](const auto& service) { return service.param; });

TEST_F(Faults, FlushingRedisInTheMiddleChangesNothing) {
  Fleet fleet(*servers_);
  std::unique_ptr<Process> replay = BeginReplay(fleet);
  const platform::redis::Context redis = platform::redis::Connect(servers_->redis_socket());
  ASSERT_NE(redis, nullptr);
  const platform::redis::Reply flushed(
      static_cast<redisReply*>(redisCommand(redis.get(), "FLUSHALL")));
  ASSERT_NE(flushed, nullptr);
  EXPECT_EQ(replay->Wait(), 0) << replay->Output();
  ExpectSliedrechtTable(fleet);
  ExpectTheYearAfterAll(fleet);
}

TEST_F(Faults, WithoutRedisThePlatformGoesOn) {
  Fleet fleet(*servers_);
  std::unique_ptr<Process> replay = BeginReplay(fleet);
  const platform::redis::Context redis = platform::redis::Connect(servers_->redis_socket());
  ASSERT_NE(redis, nullptr);
  int64_t pid = 0;
  std::istringstream lines(ReadAll(servers_->base() + "/redis.pid"));
  lines >> pid;
  ASSERT_GT(pid, 1);
  ASSERT_EQ(kill(static_cast<pid_t>(pid), SIGKILL), 0);
  EXPECT_EQ(replay->Wait(), 0) << replay->Output();
  ExpectSliedrechtTable(fleet);
  ASSERT_EQ(Process({"redis-server", absl::StrCat(BUURTBRUG_SOURCE_DIR, "/deploy/redis/redis.conf"),
                     "--unixsocket", servers_->redis_socket(), "--dir", servers_->base(),
                     "--daemonize", "yes", "--pidfile", servers_->base() + "/redis.pid",
                     "--logfile", servers_->base() + "/log/redis.log"},
                    {}, folder_ + "/script.log")
                .Wait(),
            0);
  ExpectTheYearAfterAll(fleet);
}

TEST_F(Faults, AKilledPostgresqlLosesNothingThatWasAnswered) {
  Fleet fleet(*servers_);
  std::unique_ptr<Process> replay = BeginReplay(fleet);
  int64_t pid = 0;
  std::istringstream lines(ReadAll(servers_->base() + "/postgres/postmaster.pid"));
  lines >> pid;
  ASSERT_GT(pid, 1);
  ASSERT_EQ(kill(static_cast<pid_t>(pid), SIGKILL), 0);
  replay->Kill();
  // It does not start while a session of the killed server still holds the shared memory; a
  // supervisor tries again, and so does this.
  const absl::Time until = platform::core::SystemClock().Now() + absl::Seconds(30);
  while (Script({"deploy/database/cluster", "start", servers_->base()}) != 0) {
    ASSERT_LT(platform::core::SystemClock().Now(), until) << ReadAll(folder_ + "/script.log");
  }
  ExpectTheYearAfterAll(fleet);
}

TEST_F(Faults, ATerminatedServiceDrainsAndEndsCleanly) {
  Fleet fleet(*servers_);
  std::unique_ptr<Process> replay = BeginReplay(fleet);
  EXPECT_EQ(fleet.Terminate("registration"), 0);
  fleet.Start("registration");
  EXPECT_EQ(replay->Wait(), 0) << replay->Output();
  ExpectSliedrechtTable(fleet);
}

}  // namespace
}  // namespace buurtbrug::acceptance
