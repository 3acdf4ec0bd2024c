#include "registration/app/round.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::registration::app {
namespace {

constexpr std::chrono::minutes kPause(60);
constexpr std::chrono::minutes kPauseAfterFailure(1);

}  // namespace

void Round::Start() {
  thread_ = std::thread([this] { Run(); });
}

void Round::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void Round::End() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

absl::StatusOr<int> Round::RunOnce() {
  const Turn turn = {[this] {
                       platform::access::Call call;
                       call.method = absl::StrCat("registration/", work_.name, "-round");
                       call.now = clock_.Now();
                       call.today = platform::core::AmsterdamDay(call.now);
                       call.caller.role = platform::access::Role::kService;
                       call.caller.subject = "spiffe://buurtbrug/service/registration";
                       call.request_id =
                           platform::core::RequestId(platform::core::NewUuid(call.now, random_));
                       return call;
                     },
                     [this] {
                       const std::lock_guard lock(mutex_);
                       return ends_;
                     }};
  return work_.run(turn);
}

void Round::Run() {
  std::unique_lock lock(mutex_);
  while (!ends_) {
    woken_ = false;
    lock.unlock();
    const auto done = RunOnce();
    if (!done.ok()) {
      platform::telemetry::Log(
          platform::telemetry::Level::kError, "round failed",
          {{"round", work_.name}, {"reason", platform::core::ReasonOf(done.status())}});
    } else if (*done > 0) {
      platform::telemetry::Log(platform::telemetry::Level::kInfo, work_.done,
                               {{"count", absl::StrCat(*done)}});
    }
    lock.lock();
    changed_.wait_for(lock, done.ok() ? kPause : kPauseAfterFailure,
                      [this] { return ends_ || woken_; });
  }
}

}  // namespace buurtbrug::registration::app
