#include "registration/app/expiry_round.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "platform/core/civil.h"
#include "platform/core/status.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::registration::app {
namespace {

constexpr std::chrono::hours kPause(1);

}  // namespace

ExpiryRound::ExpiryRound(Demands& demands, const platform::core::Clock& clock,
                         platform::core::Random& random)
    : demands_(demands), clock_(clock), random_(random), thread_([this] { Run(); }) {}

ExpiryRound::~ExpiryRound() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

absl::StatusOr<int> ExpiryRound::RunOnce() {
  platform::access::Call call;
  call.method = "registration/expiry-round";
  call.now = clock_.Now();
  call.today = platform::core::AmsterdamDay(call.now);
  call.caller.role = platform::access::Role::kService;
  call.caller.subject = "spiffe://buurtbrug/service/registration";
  call.request_id = platform::core::RequestId(platform::core::NewUuid(call.now, random_));
  BUURTBRUG_ASSIGN_OR_RETURN(const int expired, demands_.Expire(call));
  BUURTBRUG_RETURN_IF_ERROR(demands_.RewrapAll().status());
  return expired;
}

void ExpiryRound::Run() {
  std::unique_lock lock(mutex_);
  while (!ends_) {
    lock.unlock();
    const auto expired = RunOnce();
    if (!expired.ok()) {
      platform::telemetry::Log(platform::telemetry::Level::kError,
                               "round over unserved demand failed",
                               {{"reason", platform::core::ReasonOf(expired.status())}});
    } else if (*expired > 0) {
      platform::telemetry::Log(platform::telemetry::Level::kInfo, "expired demand destroyed",
                               {{"count", absl::StrCat(*expired)}});
    }
    lock.lock();
    changed_.wait_for(lock, kPause, [this] { return ends_; });
  }
}

}  // namespace buurtbrug::registration::app
