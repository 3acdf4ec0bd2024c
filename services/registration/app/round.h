#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"

namespace buurtbrug::registration::app {

// Work that the service does by itself, in a thread of its own: when it starts, each hour, and when
// it is woken. What fails stands in the log, and is tried again a minute later. Thread-safe.
class Round {
 public:
  // What the work is done with.
  struct Turn {
    // A call of the service itself at this instant, with a request id of its own; no scope, no
    // effect.
    std::function<platform::access::Call()> new_call;
    // Whether the service goes: the work ends as soon as it can.
    std::function<bool()> ends;
  };
  struct Work {
    // "expiry": its calls are of the method "registration/expiry-round".
    std::string name;
    // What is logged, with how many, when there was any.
    std::string done;
    std::function<absl::StatusOr<int>(const Turn&)> run;
  };

  // Both outlive it.
  Round(Work work, const platform::core::Clock& clock, platform::core::Random& random)
      : work_(std::move(work)), clock_(clock), random_(random) {}
  ~Round() { End(); }

  // Once.
  void Start();
  // A round soon, after the one that runs now; nothing before Start and after End.
  void Wake();
  // Waits for the round that runs now; none comes after it.
  void End();

  // One round, in this thread; how many there were.
  absl::StatusOr<int> RunOnce();

 private:
  void Run();

  const Work work_;
  const platform::core::Clock& clock_;
  platform::core::Random& random_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace buurtbrug::registration::app
