#include "platform/redis/bell.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "platform/redis/connection.h"
#include "platform/testing/servers.h"

namespace buurtbrug::platform::redis {
namespace {

using platform::testing::Servers;

// Counts rings; waiting is bounded by the test's own timeout.
class Counter {
 public:
  void Count(const std::string& channel) {
    const std::lock_guard lock(mutex_);
    if (channel == "test:bell") {
      ++count_;
      changed_.notify_all();
    }
  }
  void AwaitMoreThan(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return count_ > count; });
  }
  int count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

TEST(Bell, WakesAListenerInAnotherConnection) {
  Counter counter;
  BellListener listener(Servers::Get().redis_socket(), {"test:bell", "test:other"},
                        [&](const std::string& channel) { counter.Count(channel); });
  // Once for the connection itself.
  counter.AwaitMoreThan(0);
  Bell bell(Servers::Get().redis_socket(), "test:bell");
  const int before = counter.count();
  bell.Ring();
  counter.AwaitMoreThan(before);
}

TEST(BellListener, ConnectsAgainWhenItsConnectionIsCut) {
  Counter counter;
  BellListener listener(Servers::Get().redis_socket(), {"test:bell"},
                        [&](const std::string& channel) { counter.Count(channel); });
  counter.AwaitMoreThan(0);
  const int before = counter.count();
  const Context context = Connect(Servers::Get().redis_socket());
  ASSERT_NE(context, nullptr);
  const Reply killed(
      static_cast<redisReply*>(redisCommand(context.get(), "CLIENT KILL TYPE pubsub")));
  ASSERT_NE(killed, nullptr);
  // It calls back after the new connection, for what it may have missed.
  counter.AwaitMoreThan(before);
}

TEST(Bell, RingsIntoNothingWhileRedisIsAway) {
  Bell bell("/nowhere/redis.sock", "test:bell");
  bell.Ring();
  bell.Ring();
}

}  // namespace
}  // namespace buurtbrug::platform::redis
