#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "platform/feed/follower.h"
#include "platform/feed/log.h"
#include "platform/postgres/database.h"
#include "platform/redis/bell.h"
#include "platform/rpc/client.h"
#include "platform/rpc/server.h"
#include "platform/service/settings.h"
#include "platform/telemetry/metrics.h"

namespace buurtbrug::platform::service {

// What every service stands on: database, peers, feed in and out, server. A service's wire builds
// its own objects on it, says which feeds it follows and which gRPC services it offers, and serves.
class Foundation {
 public:
  // Connects to the database (FAILED_PRECONDITION ROLE_TOO_STRONG, UNAVAILABLE
  // DATABASE_UNAVAILABLE) and starts the metrics (UNAVAILABLE CANNOT_LISTEN).
  static absl::StatusOr<std::unique_ptr<Foundation>> Build(const Settings& settings);
  ~Foundation();

  postgres::Database& database() { return database_; }
  const core::Clock& clock() const { return core::SystemClock(); }
  core::Random& random() { return core::SystemRandom(); }
  // `name` must be one of the peers of the settings.
  const rpc::Client& peer(const std::string& name) const { return *peers_.at(name); }

  // Tells the readers in other processes that the feed has grown.
  void RingFeed() { bell_.Ring(); }

  // Follows the feed of peer `name`; call before Serve. The follower lives until the drain.
  feed::Follower& Follow(const std::string& name, feed::Follower::Apply apply);

  // Serves `services` and the feed. Returns the port.
  absl::StatusOr<int> Serve(std::vector<const rpc::Service*> services);

  // Ends gracefully: NOT_SERVING, running calls end, then the followers.
  void Drain();

 private:
  explicit Foundation(const Settings& settings);

  const Settings settings_;
  std::unique_ptr<telemetry::Metrics> metrics_;
  postgres::Database database_;
  std::map<std::string, std::unique_ptr<rpc::Client>> peers_;
  redis::Bell bell_;
  feed::FeedLog feed_log_;
  rpc::Service feed_service_;
  std::vector<std::unique_ptr<feed::Follower>> followers_;
  std::unique_ptr<redis::BellListener> listener_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace buurtbrug::platform::service
