#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "buurtbrug/common/v1/feed_service.pb.h"
#include "platform/access/call.h"
#include "platform/postgres/database.h"
#include "platform/rpc/service.h"

namespace buurtbrug::platform::feed {

// The service's own feed, as the other services pull it: FeedService over the table feed_entries.
class FeedLog {
 public:
  explicit FeedLog(postgres::Database& database) : database_(database) {}

  absl::StatusOr<common::v1::ReadFeedResponse> ReadFeed(const access::Call& call,
                                                        const common::v1::ReadFeedRequest& request);

  // The gRPC service; this object outlives the server.
  rpc::Service Describe();

 private:
  postgres::Database& database_;
};

}  // namespace buurtbrug::platform::feed
