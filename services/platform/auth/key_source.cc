#include "platform/auth/key_source.h"

#include <algorithm>
#include <utility>

#include "platform/core/status.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::platform::auth {
namespace {

constexpr absl::Duration kPause = absl::Seconds(5);
constexpr size_t kMostBytes = 256 * 1024;

}  // namespace

FollowedKeys::FollowedKeys(KeyOptions options, Place place, const core::Clock& clock)
    : options_(std::move(options)), place_(place), clock_(clock) {}

absl::StatusOr<std::unique_ptr<FollowedKeys>> FollowedKeys::Open(KeyOptions options,
                                                                 const core::Clock& clock) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Place place, PlaceOf(options.location));
  // NOLINTNEXTLINE(modernize-make-unique): the constructor is private.
  std::unique_ptr<FollowedKeys> keys(new FollowedKeys(std::move(options), place, clock));
  // A failure is in the log; the thread looks again.
  (void)keys->Refresh();
  keys->thread_ = std::thread([raw = keys.get()] { raw->Serve(); });
  return keys;
}

FollowedKeys::~FollowedKeys() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

std::shared_ptr<const KeySet> FollowedKeys::Current() {
  const std::lock_guard lock(mutex_);
  return current_;
}

std::shared_ptr<const KeySet> FollowedKeys::Renewed() {
  {
    const absl::Time now = clock_.Now();
    const std::lock_guard lock(mutex_);
    // A clock that was set back must not silence the source.
    if (asked_at_ && now >= *asked_at_ && now < *asked_at_ + kPause) {
      return current_;
    }
    asked_at_ = now;
  }
  (void)Refresh();
  return Current();
}

absl::Status FollowedKeys::Refresh() {
  const std::lock_guard lock(looking_);
  absl::Status status = Look();
  const std::string failure = status.ok() ? "" : std::string(status.message());
  if (failure != last_failure_) {
    if (status.ok()) {
      telemetry::Log(telemetry::Level::kInfo, "keys of the issuer are read again");
    } else {
      telemetry::Log(telemetry::Level::kWarning, "keys of the issuer not read; the last ones stay",
                     {{"reason", core::ReasonOf(status)}, {"message", status.message()}});
    }
    last_failure_ = failure;
  }
  return status;
}

absl::Status FollowedKeys::Look() {
  BUURTBRUG_ASSIGN_OR_RETURN(std::string bytes,
                             Fetch(place_, options_.location, options_.timeout, kMostBytes));
  // Empty bytes are no set, so that the first look always reads.
  if (!bytes.empty() && bytes == bytes_) {
    return absl::OkStatus();
  }
  BUURTBRUG_ASSIGN_OR_RETURN(std::shared_ptr<const KeySet> set, KeySet::Parse(bytes));
  if (set->size() == 0) {
    telemetry::Log(telemetry::Level::kWarning,
                   "the issuer's key set holds no key that can verify a token");
  }
  bytes_ = std::move(bytes);
  const std::lock_guard lock(mutex_);
  current_ = std::move(set);
  return absl::OkStatus();
}

void FollowedKeys::Serve() {
  const absl::Duration often = std::min(options_.refresh, kPause);
  std::unique_lock lock(mutex_);
  while (!closing_) {
    const bool hurry = place_ == Place::kFile || current_ == nullptr;
    changed_.wait_for(lock, absl::ToChronoMilliseconds(hurry ? often : options_.refresh));
    if (closing_) {
      return;
    }
    lock.unlock();
    (void)Refresh();
    lock.lock();
  }
}

}  // namespace buurtbrug::platform::auth
