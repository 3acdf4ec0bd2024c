#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/book.h"
#include "platform/access/call.h"
#include "platform/access/door.h"
#include "platform/access/keeper.h"
#include "platform/auth/key_source.h"
#include "platform/auth/token.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "platform/feed/follower.h"
#include "platform/feed/log.h"
#include "platform/feed/pursuer.h"
#include "platform/postgres/database.h"
#include "platform/redis/bell.h"
#include "platform/rpc/client.h"
#include "platform/rpc/server.h"
#include "platform/service/access_log_api.h"
#include "platform/service/settings.h"
#include "platform/telemetry/metrics.h"

namespace buurtbrug::platform::service {

// What every service stands on: database, peers, feed in and out, server. A service's wire builds
// its own objects on it, says which feeds it follows and which gRPC services it offers, and serves.
class Foundation {
 public:
  // Connects to the database (FAILED_PRECONDITION ROLE_TOO_STRONG, UNAVAILABLE
  // DATABASE_UNAVAILABLE) starts the metrics (UNAVAILABLE CANNOT_LISTEN) and
  // looks for the keys of the identity provider (INVALID_ARGUMENT KEYS_LOCATION).
  static absl::StatusOr<std::unique_ptr<Foundation>> Build(const Settings& settings);
  ~Foundation();

  const Settings& settings() const { return settings_; }
  postgres::Database& database() { return database_; }
  const core::Clock& clock() const { return core::SystemClock(); }
  core::Random& random() { return core::SystemRandom(); }
  // `name` must be one of the peers of the settings.
  const rpc::Client& peer(const std::string& name) const { return *peers_.at(name); }

  // Tells `learn` every entry of tenancy's feed from its first one on, as the book of who may do
  // what learns them: in no fixed order, and some of them twice. Call before Serve; what `learn`
  // refers to lives until the drain.
  void LearnTenancyTo(access::Keeper::Learn learn) { keeper_->Tell(std::move(learn)); }

  // Returns when all is learned that tenancy had committed by `since`. UNAVAILABLE ACCESS_STALE.
  absl::Status CatchUpWithTenancy(absl::Time since);

  // Roles in which `subject` acts for the contract of `call` on `day`, after all that tenancy had
  // committed when the call came. UNAVAILABLE ACCESS_STALE.
  absl::StatusOr<std::set<access::Role>> RolesFor(const access::Call& call,
                                                  const std::string& subject, absl::CivilDay day);

  // Tells the readers, in this process and others, that the feed has grown.
  void RingFeed() { bell_.Ring(); }

  // Follows the feed of peer `name`; call before Serve. The follower lives until the drain.
  feed::Follower& Follow(const std::string& name, feed::Follower::Apply apply);

  // The same with the service's own feed.
  feed::Follower& FollowOwn(feed::Follower::Apply apply);

  // Does `work` every now and then, from Serve until the drain, and soon after a feed that is
  // followed has grown; `name` stands in the metrics of feeds when it fails. Call before Serve.
  void Repeat(const std::string& name, std::function<absl::Status()> work);

  // Serves `services`, the feed and the access log. Returns the port.
  absl::StatusOr<int> Serve(std::vector<const rpc::Service*> services);

  // Ends gracefully: NOT_SERVING, running calls end, then the followers.
  void Drain();

 private:
  explicit Foundation(const Settings& settings);
  absl::Status BuildDoor();

  const Settings settings_;
  std::unique_ptr<telemetry::Metrics> metrics_;
  postgres::Database database_;
  std::map<std::string, std::unique_ptr<rpc::Client>> peers_;
  redis::Bell bell_;
  feed::FeedLog feed_log_;
  rpc::Service feed_service_;
  AccessLogApi access_log_;
  rpc::Service access_log_service_;
  std::unique_ptr<auth::FollowedKeys> keys_;
  std::unique_ptr<auth::TokenVerifier> verifier_;
  access::Book book_;
  std::unique_ptr<access::Keeper> keeper_;
  std::unique_ptr<access::Door> door_;
  std::vector<std::unique_ptr<feed::Follower>> followers_;
  std::vector<std::unique_ptr<feed::Pursuer>> repeated_;
  std::unique_ptr<redis::BellListener> listener_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace buurtbrug::platform::service
