#include "platform/feed/pursuer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "platform/core/status.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::platform::feed {
namespace {

using absl::StatusCode;
using testing::Fails;
using testing::IsOk;

class PursuerTest : public ::testing::Test {
 protected:
  PursuerTest() { EXPECT_THAT(telemetry::Metrics::Start("", &metrics_), IsOk()); }

  static absl::Time Now() { return core::SystemClock().Now(); }

  // Counts its readings.
  Pursuer Make(std::function<absl::StatusOr<Frontier>(int reading)> read) {
    return {"tenancy", core::SystemClock(), *metrics_,
            [this, read = std::move(read)](absl::Duration) { return read(++readings_); }};
  }

  std::unique_ptr<telemetry::Metrics> metrics_;
  std::atomic<int> readings_ = 0;
};

TEST_F(PursuerTest, ReadsUntilAllIsThereThatWasCommittedAtTheFirstReading) {
  // A full page, then a reading that an older transaction holds back, then the rest; what is
  // committed meanwhile (transaction 9) is not waited for.
  Pursuer pursuer = Make([](int reading) -> absl::StatusOr<Frontier> {
    switch (reading) {
      case 1:
        return Frontier{2, 5, true};
      case 2:
        return Frontier{4, 8, false};
      default:
        return Frontier{5, 9, false};
    }
  });
  EXPECT_EQ(pursuer.confirmed(), absl::InfinitePast());
  const absl::Time before = Now();
  EXPECT_THAT(pursuer.CatchUp(absl::Seconds(5)), IsOk());
  EXPECT_EQ(readings_, 3);
  EXPECT_GE(pursuer.confirmed(), before);
  EXPECT_LE(pursuer.confirmed(), Now());
}

TEST_F(PursuerTest, SaysSoWhenPatienceEnds) {
  Pursuer pursuer = Make([](int) { return Frontier{1, 2, false}; });
  EXPECT_THAT(pursuer.CatchUp(absl::Milliseconds(20)),
              Fails(StatusCode::kDeadlineExceeded, "FEED_BEHIND"));
  EXPECT_EQ(pursuer.confirmed(), absl::InfinitePast());
}

TEST_F(PursuerTest, AFailedReadingConfirmsNothingAndIsHandedOn) {
  Pursuer pursuer = Make([](int reading) -> absl::StatusOr<Frontier> {
    if (reading == 2) {
      return core::Error(StatusCode::kUnavailable, "FEED_UNREACHABLE", "away");
    }
    return Frontier{2, 2, false};
  });
  ASSERT_THAT(pursuer.CatchUp(absl::Seconds(5)), IsOk());
  const absl::Time first = pursuer.confirmed();
  EXPECT_THAT(pursuer.CatchUp(absl::Seconds(5)),
              Fails(StatusCode::kUnavailable, "FEED_UNREACHABLE"));
  EXPECT_EQ(pursuer.confirmed(), first);
}

TEST_F(PursuerTest, ManyWhoAskForTheSameInstantCostOneReading) {
  Pursuer pursuer = Make([](int) { return Frontier{2, 2, false}; });
  const absl::Time since = Now();
  std::vector<std::thread> askers;
  for (int i = 0; i < 16; ++i) {
    askers.emplace_back([&] { EXPECT_THAT(pursuer.CatchUpTo(since, absl::Seconds(5)), IsOk()); });
  }
  for (std::thread& asker : askers) {
    asker.join();
  }
  EXPECT_EQ(readings_, 1);
}

TEST_F(PursuerTest, WhoAsksForALaterInstantGetsAReadingThatBeganAfterIt) {
  Pursuer pursuer = Make([](int) { return Frontier{2, 2, false}; });
  ASSERT_THAT(pursuer.CatchUpTo(Now(), absl::Seconds(5)), IsOk());
  const absl::Time later = Now();
  ASSERT_LT(pursuer.confirmed(), later);
  ASSERT_THAT(pursuer.CatchUpTo(later, absl::Seconds(5)), IsOk());
  EXPECT_EQ(readings_, 2);
  EXPECT_GE(pursuer.confirmed(), later);
}

TEST_F(PursuerTest, FollowsByItselfWhenWokenAndNotOtherwise) {
  Pursuer pursuer = Make([](int) { return Frontier{2, 2, false}; });
  pursuer.Start(absl::Hours(1));
  // Bounded by the test's own timeout: a pursuer that sleeps on never gets here.
  while (readings_ < 1) {
    std::this_thread::yield();
  }
  pursuer.Wake();
  while (readings_ < 2) {
    std::this_thread::yield();
  }
}

}  // namespace
}  // namespace buurtbrug::platform::feed
