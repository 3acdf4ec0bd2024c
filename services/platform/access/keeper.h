#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "platform/access/book.h"
#include "platform/core/clock.h"
#include "platform/feed/pursuer.h"
#include "platform/feed/source.h"
#include "platform/telemetry/metrics.h"

namespace buurtbrug::platform::access {

// Keeps the book up to date from tenancy's feed, from its first entry on. The book does not mind
// the order of entries, so that it takes in all that is committed and waits for no open transaction
// of somebody else. Thread-safe.
class Keeper {
 public:
  // `source` gives all that is committed. All references outlive the keeper.
  Keeper(feed::Source source, Book& book, const core::Clock& clock, telemetry::Metrics& metrics);

  // Tells every entry to `learn` too, which minds their order as little and may be told one twice.
  // Before Start and the first CatchUpTo.
  using Learn = std::function<void(const feed::Entry&)>;
  void Tell(Learn learn) { learners_.push_back(std::move(learn)); }

  // Until the book holds all that tenancy had committed by `since`; see feed::Pursuer::CatchUpTo.
  absl::Status CatchUpTo(absl::Time since, absl::Duration patience) {
    return pursuer_.CatchUpTo(since, patience);
  }
  // The book holds all that tenancy had committed by this instant.
  absl::Time confirmed() const { return pursuer_.confirmed(); }

  void Start(absl::Duration poll) { pursuer_.Start(poll); }
  void Wake() { pursuer_.Wake(); }

 private:
  absl::StatusOr<feed::Frontier> ReadOnce(absl::Duration timeout);

  const feed::Source source_;
  std::vector<Learn> learners_;
  // Guarded by the pursuer: one reading at a time. Behind `position_` nothing new can appear; a
  // reading of several pages goes on from `cursor_`.
  feed::Position position_;
  feed::Position cursor_;
  feed::Pursuer pursuer_;
};

}  // namespace buurtbrug::platform::access
