#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "platform/core/clock.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "platform/rpc/client.h"
#include "platform/telemetry/metrics.h"

namespace buurtbrug::platform::feed {

// Follows the feed of another service and applies its entries to a projection in this service's
// database.
//
// Entries are applied in the order of the feed, each exactly once: the position moves in the
// transaction of the projection, and a second process that follows the same feed waits for the
// first. Each transaction is under the scope of the entries' contract. When one entry cannot be
// applied, those behind it wait. Thread-safe.
class Follower {
 public:
  // Applies one entry; entries of an unknown type are to be passed over with OK.
  using Apply = std::function<absl::Status(postgres::ScopedTransaction&, const Entry&)>;

  // `feed` is the name of the publishing service. All references outlive the follower.
  Follower(std::string feed, const rpc::Client& client, postgres::Database& database,
           const core::Clock& clock, telemetry::Metrics& metrics, Apply apply);
  ~Follower();

  // Reads until everything is applied that was committed at the source before this call.
  // UNAVAILABLE FEED_UNREACHABLE, DEADLINE_EXCEEDED FEED_BEHIND, or what Apply said.
  absl::Status CatchUp(absl::Duration patience);

  // Follows on a thread of its own: at each Wake, and by itself every `poll`.
  void Start(absl::Duration poll);
  void Wake();

  const std::string& feed() const { return feed_; }
  int64_t applied() const;

 private:
  enum class Applied { kRun, kRewound };

  struct Frontier {
    uint64_t delivered_below = 0;
    uint64_t next_transaction = 0;
    // The page was full, or the position was set back meanwhile.
    bool read_on = false;
  };

  absl::StatusOr<Frontier> ReadOnce(absl::Duration timeout);
  absl::StatusOr<Position> LoadPosition();
  absl::StatusOr<Applied> ApplyRun(const std::vector<Entry>& entries, size_t first, size_t end,
                                   const Position& from);
  void Serve(absl::Duration poll);

  const std::string feed_;
  const rpc::Client& client_;
  postgres::Database& database_;
  const core::Clock& clock_;
  telemetry::Metrics& metrics_;
  const Apply apply_;

  // One reader at a time in this process.
  std::mutex reading_;

  mutable std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_ = false;
  bool closing_ = false;
  int64_t applied_ = 0;
  std::thread thread_;
};

// Sets every feed that the service follows back to its beginning, in the transaction that empties
// the projections. Waits for the entries that are being applied.
void RewindAll(postgres::ScopedTransaction& transaction);

}  // namespace buurtbrug::platform::feed
