#pragma once

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/access/call.h"
#include "platform/postgres/database.h"

namespace buurtbrug::matching::app {

// Makes the profiles of all tenants again, out of registration's feed. Thread-safe.
class ProfileRebuild {
 public:
  // Reads registration's feed to its end; how many entries were applied since the service began.
  using ReadFeed = std::function<absl::StatusOr<int64_t>(absl::Duration patience)>;

  ProfileRebuild(platform::postgres::Database& database, ReadFeed read_feed)
      : database_(database), read_feed_(std::move(read_feed)) {}

  // The entries read meanwhile, until `call.deadline`. UNAVAILABLE FEED_UNREACHABLE,
  // DEADLINE_EXCEEDED FEED_BEHIND: the reading goes on without it.
  absl::StatusOr<int64_t> Run(const platform::access::Call& call);

 private:
  platform::postgres::Database& database_;
  const ReadFeed read_feed_;
};

}  // namespace buurtbrug::matching::app
