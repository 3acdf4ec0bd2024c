#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/core/clock.h"
#include "platform/telemetry/metrics.h"

namespace buurtbrug::platform::feed {

// How far one reading came.
struct Frontier {
  uint64_t delivered_below = 0;
  uint64_t next_transaction = 0;
  // There is more to read at once.
  bool read_on = false;
};

// Reads a feed to its end, on demand and on a thread of its own. What a reading does with the
// entries is the owner's affair. One reading at a time; thread-safe.
class Pursuer {
 public:
  using ReadOnce = std::function<absl::StatusOr<Frontier>(absl::Duration timeout)>;

  // `feed` is the name of the publishing service. `clock` and `metrics` outlive the pursuer.
  Pursuer(std::string feed, const core::Clock& clock, telemetry::Metrics& metrics,
          ReadOnce read_once);
  // Ends the thread; nothing is read afterwards.
  ~Pursuer();

  // Reads until everything is taken in that was committed at the source before this call.
  // DEADLINE_EXCEEDED FEED_BEHIND, or what the reading said.
  absl::Status CatchUp(absl::Duration patience);
  // As CatchUp for what was committed before `since`; returns at once when that is known already,
  // so that many who ask at the same time cost one reading.
  absl::Status CatchUpTo(absl::Time since, absl::Duration patience);

  // Everything that was committed at the source before this instant is taken in.
  absl::Time confirmed() const;

  // Follows: at each Wake, and by itself every `poll`.
  void Start(absl::Duration poll);
  void Wake();

  const std::string& feed() const { return feed_; }

 private:
  absl::Status ReadToEnd(absl::Duration patience);
  void Serve(absl::Duration poll);

  const std::string feed_;
  const core::Clock& clock_;
  telemetry::Metrics& metrics_;
  const ReadOnce read_once_;

  std::timed_mutex reading_;

  mutable std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_ = false;
  bool closing_ = false;
  absl::Time confirmed_ = absl::InfinitePast();
  std::thread thread_;
};

}  // namespace buurtbrug::platform::feed
