#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "registration/app/demands.h"

namespace buurtbrug::registration::app {

// Destroys unserved demand that has expired, and puts the keys of what is left under the current
// master key: when it starts, and each hour until it goes. What fails stands in the log, and is
// tried again in the next round. A thread of its own.
class ExpiryRound {
 public:
  // All of them outlive it.
  ExpiryRound(Demands& demands, const platform::core::Clock& clock, platform::core::Random& random);
  ~ExpiryRound();

  // One round; how many expired.
  absl::StatusOr<int> RunOnce();

 private:
  void Run();

  Demands& demands_;
  const platform::core::Clock& clock_;
  platform::core::Random& random_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace buurtbrug::registration::app
