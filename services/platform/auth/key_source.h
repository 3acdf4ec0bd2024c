#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/auth/fetch.h"
#include "platform/auth/key_set.h"
#include "platform/core/clock.h"

namespace buurtbrug::platform::auth {

// Where the keys of an issuer come from. Thread-safe.
class KeySource {
 public:
  virtual ~KeySource() = default;

  // The newest set; null when none was ever read. Never waits for anybody.
  virtual std::shared_ptr<const KeySet> Current() = 0;

  // The newest set after another look, because a token names a key that `Current` does not have.
  // May wait for the issuer; sources bound how often.
  virtual std::shared_ptr<const KeySet> Renewed() = 0;
};

// A set that stays as it is.
class FixedKeys final : public KeySource {
 public:
  explicit FixedKeys(std::shared_ptr<const KeySet> set) : set_(std::move(set)) {}
  std::shared_ptr<const KeySet> Current() override { return set_; }
  std::shared_ptr<const KeySet> Renewed() override { return set_; }

 private:
  const std::shared_ptr<const KeySet> set_;
};

struct KeyOptions {
  // Path of a file with a JWK set, or the http(s) URL of one (the issuer's jwks_uri).
  std::string location;
  // Between two looks at a URL. A file is looked at every five seconds at least.
  absl::Duration refresh = absl::Minutes(5);
  // For one answer of a URL.
  absl::Duration timeout = absl::Seconds(3);
};

// The keys at a location, looked at again by a thread of its own. While the location cannot be
// read, or holds no valid set, the last good set stays in force and a warning says so, once per
// reason. A key that the issuer withdraws is therefore believed for `refresh` at most while the
// issuer can be reached, and without end while it cannot. Equal bytes leave the set, and what was
// verified under it, as they are.
class FollowedKeys final : public KeySource {
 public:
  // Looks once before it returns; that look may fail, the next ones come every five seconds until
  // one succeeds. `clock` must outlive the source.
  //   INVALID_ARGUMENT KEYS_LOCATION
  static absl::StatusOr<std::unique_ptr<FollowedKeys>> Open(KeyOptions options,
                                                            const core::Clock& clock);
  // Waits for a look under way.
  ~FollowedKeys() override;

  std::shared_ptr<const KeySet> Current() override;

  // Looks at most once in five seconds and lets one caller wait for it; all others get the set that
  // is there. So whoever makes up key names costs the issuer one question in five seconds, and the
  // service one waiting call.
  std::shared_ptr<const KeySet> Renewed() override;

  // Looks now.
  //   UNAVAILABLE KEYS_UNREADABLE
  //   INVALID_ARGUMENT KEYS_INVALID
  absl::Status Refresh();

 private:
  FollowedKeys(KeyOptions options, Place place, const core::Clock& clock);
  absl::Status Look();
  void Serve();

  const KeyOptions options_;
  const Place place_;
  const core::Clock& clock_;

  // One look at a time.
  std::mutex looking_;
  std::string bytes_ ABSL_GUARDED_BY(looking_);
  std::string last_failure_ ABSL_GUARDED_BY(looking_);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<const KeySet> current_ ABSL_GUARDED_BY(mutex_);
  // When an unknown key last made it look.
  std::optional<absl::Time> asked_at_ ABSL_GUARDED_BY(mutex_);
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace buurtbrug::platform::auth
