#include "platform/access/keeper.h"

#include <utility>

#include "platform/core/status.h"

namespace buurtbrug::platform::access {

Keeper::Keeper(feed::Source source, Book& book, const core::Clock& clock,
               telemetry::Metrics& metrics)
    : source_(std::move(source)),
      learners_{[&book](const feed::Entry& entry) { book.Learn(entry); }},
      pursuer_("tenancy", clock, metrics,
               [this](absl::Duration timeout) { return ReadOnce(timeout); }) {}

absl::StatusOr<feed::Frontier> Keeper::ReadOnce(absl::Duration timeout) {
  BUURTBRUG_ASSIGN_OR_RETURN(const feed::Page page, source_(cursor_, timeout));
  for (const feed::Entry& entry : page.entries) {
    for (const Learn& learn : learners_) {
      learn(entry);
    }
    if (position_ < entry.position && entry.position.transaction < page.delivered_below) {
      position_ = entry.position;
    }
  }
  // What may still be followed by an earlier entry is read again the next time.
  cursor_ = page.full ? page.entries.back().position : position_;
  return feed::Frontier{page.next_transaction, page.next_transaction, page.full};
}

}  // namespace buurtbrug::platform::access
