#include "platform/feed/pursuer.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::platform::feed {
namespace {

constexpr absl::Duration kPause = absl::Milliseconds(5);

absl::Status Behind(const std::string& feed) {
  return core::Error(absl::StatusCode::kDeadlineExceeded, "FEED_BEHIND",
                     absl::StrCat("the feed of ", feed, " could not be read to its end in time"),
                     {{"feed", feed}});
}

}  // namespace

Pursuer::Pursuer(std::string feed, const core::Clock& clock, telemetry::Metrics& metrics,
                 ReadOnce read_once)
    : feed_(std::move(feed)), clock_(clock), metrics_(metrics), read_once_(std::move(read_once)) {}

Pursuer::~Pursuer() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

absl::Status Pursuer::ReadToEnd(absl::Duration patience) {
  const absl::Time began = clock_.Now();
  const absl::Time until = began + patience;
  uint64_t goal = 0;
  while (true) {
    const absl::Duration left = until - clock_.Now();
    if (left <= absl::ZeroDuration()) {
      return Behind(feed_);
    }
    const absl::StatusOr<Frontier> frontier = read_once_(left);
    if (!frontier.ok()) {
      metrics_.FeedFailed(feed_);
      return frontier.status();
    }
    if (goal == 0) {
      goal = frontier->next_transaction;
    }
    std::unique_lock lock(mutex_);
    if (!frontier->read_on && frontier->delivered_below >= goal) {
      confirmed_ = began;
      return absl::OkStatus();
    }
    if (!frontier->read_on) {
      // A commit waits for an older transaction of somebody else to end.
      woken_.wait_for(lock, absl::ToChronoMilliseconds(kPause), [this] { return closing_; });
    }
  }
}

absl::Status Pursuer::CatchUp(absl::Duration patience) {
  const std::lock_guard reading(reading_);
  return ReadToEnd(patience);
}

absl::Status Pursuer::CatchUpTo(absl::Time since, absl::Duration patience) {
  const std::unique_lock reading(reading_, absl::ToChronoMilliseconds(patience));
  if (confirmed() >= since) {
    return absl::OkStatus();
  }
  return reading.owns_lock() ? ReadToEnd(patience) : Behind(feed_);
}

absl::Time Pursuer::confirmed() const {
  const std::lock_guard lock(mutex_);
  return confirmed_;
}

void Pursuer::Start(absl::Duration poll) {
  thread_ = std::thread([this, poll] { Serve(poll); });
}

void Pursuer::Wake() {
  {
    const std::lock_guard lock(mutex_);
    wake_ = true;
  }
  woken_.notify_all();
}

void Pursuer::Serve(absl::Duration poll) {
  std::string last_failure;
  while (true) {
    const absl::Status status = CatchUp(absl::Seconds(10));
    const std::string failure = core::ReasonOf(status);
    if (!status.ok() && failure != last_failure) {
      telemetry::Log(telemetry::Level::kWarning, "feed not read",
                     {{"feed", feed_}, {"reason", failure}, {"message", status.message()}});
    }
    last_failure = failure;
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, absl::ToChronoMilliseconds(poll), [this] { return closing_ || wake_; });
    wake_ = false;
    if (closing_) {
      return;
    }
  }
}

}  // namespace buurtbrug::platform::feed
