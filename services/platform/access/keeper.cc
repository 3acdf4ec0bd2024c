#include "platform/access/keeper.h"

#include <utility>

#include "platform/core/status.h"

namespace buurtbrug::platform::access {

Keeper::Keeper(feed::Source source, Book& book, const core::Clock& clock,
               telemetry::Metrics& metrics)
    : source_(std::move(source)),
      book_(book),
      pursuer_("tenancy", clock, metrics,
               [this](absl::Duration timeout) { return ReadOnce(timeout); }) {}

absl::StatusOr<feed::Frontier> Keeper::ReadOnce(absl::Duration timeout) {
  BUURTBRUG_ASSIGN_OR_RETURN(const feed::Page page, source_(position_, timeout));
  for (const feed::Entry& entry : page.entries) {
    book_.Learn(entry);
    position_ = entry.position;
  }
  return feed::Frontier{page.delivered_below, page.next_transaction, page.full};
}

}  // namespace buurtbrug::platform::access
