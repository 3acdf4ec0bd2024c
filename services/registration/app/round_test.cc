#include "registration/app/round.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>

#include "absl/synchronization/notification.h"
#include "platform/core/status.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::registration::app {
namespace {

using platform::testing::IsOk;

const platform::core::FixedClock kClock(absl::FromUnixSeconds(1605438000));

TEST(Round, WorksWhenItStartsAndWhenItIsWoken) {
  std::array<absl::Notification, 2> came;
  size_t rounds = 0;
  Round round({"test", "tested",
               [&](const Round::Turn& /*turn*/) {
                 if (rounds < came.size()) {
                   came[rounds++].Notify();
                 }
                 return 0;
               }},
              kClock, platform::core::SystemRandom());
  round.Start();
  EXPECT_TRUE(came[0].WaitForNotificationWithTimeout(absl::Seconds(30)));
  round.Wake();
  EXPECT_TRUE(came[1].WaitForNotificationWithTimeout(absl::Seconds(30)));
}

TEST(Round, WorkThatGoesOnIsToldToEnd) {
  absl::Notification began;
  std::atomic<bool> ended = false;
  Round round({"test", "tested",
               [&](const Round::Turn& turn) {
                 began.Notify();
                 while (!turn.ends()) {
                   std::this_thread::yield();
                 }
                 ended = true;
                 return 1;
               }},
              kClock, platform::core::SystemRandom());
  round.Start();
  began.WaitForNotification();
  round.End();
  EXPECT_TRUE(ended);
  round.Wake();
}

TEST(Round, EachCallIsOfTheServiceAndHasARequestIdOfItsOwn) {
  Round round({"test", "tested",
               [&](const Round::Turn& turn) {
                 const auto first = turn.new_call();
                 const auto second = turn.new_call();
                 EXPECT_EQ(first.method, "registration/test-round");
                 EXPECT_EQ(first.caller.subject, "spiffe://buurtbrug/service/registration");
                 EXPECT_EQ(first.now, kClock.Now());
                 EXPECT_EQ(first.today, absl::CivilDay(2020, 11, 15));
                 EXPECT_FALSE(first.request_id == second.request_id);
                 return 2;
               }},
              kClock, platform::core::SystemRandom());
  const auto done = round.RunOnce();
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(*done, 2);
}

}  // namespace
}  // namespace buurtbrug::registration::app
