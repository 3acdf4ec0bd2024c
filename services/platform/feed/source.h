#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/feed/entry.h"

namespace buurtbrug::platform::rpc {
class Client;
}  // namespace buurtbrug::platform::rpc

namespace buurtbrug::platform::feed {

class FeedLog;

// Entries behind a position, oldest first, and how far they reach.
struct Page {
  std::vector<Entry> entries;
  // Every entry of a transaction below this one stands here or before, unless the page is full.
  uint64_t delivered_below = 0;
  // What was committed at the source before this was read lies below it.
  uint64_t next_transaction = 0;
  bool full = false;
};

// Where the entries of one feed come from. UNAVAILABLE FEED_UNREACHABLE; DEADLINE_EXCEEDED
// FEED_BEHIND.
using Source = std::function<absl::StatusOr<Page>(const Position& after, absl::Duration timeout)>;

// Which entries a source gives: those that no earlier one can follow any more, or all that are
// committed, for a reader to whom their order means nothing.
enum class Entries { kSettled, kCommitted };

// The feed of another service, over gRPC. `client` outlives the source.
Source RemoteSource(std::string feed, const rpc::Client& client,
                    Entries entries = Entries::kSettled);

// A service's own feed. `log` outlives the source.
Source OwnSource(FeedLog& log, Entries entries = Entries::kSettled);

}  // namespace buurtbrug::platform::feed
