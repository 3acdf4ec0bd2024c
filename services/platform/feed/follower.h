#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "platform/core/clock.h"
#include "platform/feed/entry.h"
#include "platform/feed/pursuer.h"
#include "platform/feed/source.h"
#include "platform/postgres/database.h"
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
  Follower(std::string feed, Source source, postgres::Database& database, const core::Clock& clock,
           telemetry::Metrics& metrics, Apply apply);

  // Reads until everything is applied that was committed at the source before this call.
  // UNAVAILABLE FEED_UNREACHABLE, DEADLINE_EXCEEDED FEED_BEHIND, or what Apply said.
  absl::Status CatchUp(absl::Duration patience) { return pursuer_.CatchUp(patience); }

  // Follows on a thread of its own: at each Wake, and by itself every `poll`.
  void Start(absl::Duration poll) { pursuer_.Start(poll); }
  void Wake() { pursuer_.Wake(); }

  // Everything that was committed at the source before this instant is applied.
  absl::Time confirmed() const { return pursuer_.confirmed(); }

  const std::string& feed() const { return feed_; }
  int64_t applied() const { return applied_; }

 private:
  enum class Applied { kRun, kRewound };

  absl::StatusOr<Frontier> ReadOnce(absl::Duration timeout);
  absl::StatusOr<Position> LoadPosition();
  absl::StatusOr<Applied> ApplyRun(const std::vector<Entry>& entries, size_t first, size_t end,
                                   const Position& from);

  const std::string feed_;
  const Source source_;
  postgres::Database& database_;
  const core::Clock& clock_;
  telemetry::Metrics& metrics_;
  const Apply apply_;
  std::atomic<int64_t> applied_ = 0;
  // Last, so that its thread ends before anything that a reading uses.
  Pursuer pursuer_;
};

// Sets a feed that the service follows, or every one, back to its beginning, in the transaction
// that empties the projections if any is emptied. Waits for the entries that are being applied.
void Rewind(postgres::ScopedTransaction& transaction, const std::string& feed);
void RewindAll(postgres::ScopedTransaction& transaction);

}  // namespace buurtbrug::platform::feed
