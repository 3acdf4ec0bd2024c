#include "platform/service/foundation.h"

#include <utility>

#include "platform/core/status.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::platform::service {
namespace {

constexpr char kTenancy[] = "tenancy";
constexpr absl::Duration kPatience = absl::Seconds(2);

std::string ChannelOf(const std::string& service) { return "buurtbrug:feed:" + service; }

}  // namespace

Foundation::Foundation(const Settings& settings)
    : settings_(settings),
      database_(settings.database),
      bell_(settings.redis_socket, ChannelOf(settings.name)),
      feed_log_(database_),
      feed_service_(feed_log_.Describe()),
      access_log_(database_),
      access_log_service_(access_log_.Describe()) {
  for (const auto& [name, address] : settings.peers) {
    peers_[name] = std::make_unique<rpc::Client>(address, name, settings.server.tls);
  }
}

Foundation::~Foundation() { Drain(); }

absl::StatusOr<std::unique_ptr<Foundation>> Foundation::Build(const Settings& settings) {
  std::unique_ptr<Foundation> foundation(new Foundation(settings));
  BUURTBRUG_RETURN_IF_ERROR(
      telemetry::Metrics::Start(settings.metrics_listen, &foundation->metrics_));
  BUURTBRUG_RETURN_IF_ERROR(foundation->database_.Check());
  BUURTBRUG_RETURN_IF_ERROR(foundation->BuildDoor());
  return foundation;
}

absl::Status Foundation::BuildDoor() {
  BUURTBRUG_ASSIGN_OR_RETURN(keys_, auth::FollowedKeys::Open(settings_.keys, clock()));
  verifier_ = std::make_unique<auth::TokenVerifier>(settings_.token_rules, *keys_);
  keeper_ = std::make_unique<access::Keeper>(
      settings_.name == kTenancy
          ? feed::OwnSource(feed_log_, feed::Entries::kCommitted)
          : feed::RemoteSource(kTenancy, peer(kTenancy), feed::Entries::kCommitted),
      book_, clock(), *metrics_);
  door_ = std::make_unique<access::Door>(settings_.door, *verifier_, book_, *keeper_, database_);
  return absl::OkStatus();
}

absl::Status Foundation::CatchUpWithTenancy(absl::Time since) {
  return keeper_->CatchUpTo(since, kPatience).ok()
             ? absl::OkStatus()
             : core::Error(absl::StatusCode::kUnavailable, "ACCESS_STALE",
                           "who may do what cannot be known now; try again");
}

absl::StatusOr<std::set<access::Role>> Foundation::RolesFor(const access::Call& call,
                                                            const std::string& subject,
                                                            absl::CivilDay day) {
  BUURTBRUG_RETURN_IF_ERROR(CatchUpWithTenancy(call.now));
  return book_.RolesFor(subject, {call.scope.municipality, call.scope.contract}, day);
}

feed::Follower& Foundation::Follow(const std::string& name, feed::Follower::Apply apply) {
  followers_.push_back(std::make_unique<feed::Follower>(
      name, feed::RemoteSource(name, peer(name)), database_, clock(), *metrics_, std::move(apply)));
  return *followers_.back();
}

feed::Follower& Foundation::FollowOwn(feed::Follower::Apply apply) {
  followers_.push_back(std::make_unique<feed::Follower>(
      settings_.name, feed::OwnSource(feed_log_), database_, clock(), *metrics_, std::move(apply)));
  return *followers_.back();
}

void Foundation::Repeat(const std::string& name, std::function<absl::Status()> work) {
  repeated_.push_back(std::make_unique<feed::Pursuer>(
      name, clock(), *metrics_,
      [work = std::move(work)](absl::Duration) -> absl::StatusOr<feed::Frontier> {
        BUURTBRUG_RETURN_IF_ERROR(work());
        return feed::Frontier();
      }));
}

absl::StatusOr<int> Foundation::Serve(std::vector<const rpc::Service*> services) {
  services.push_back(&feed_service_);
  services.push_back(&access_log_service_);
  BUURTBRUG_ASSIGN_OR_RETURN(server_, rpc::Server::Start(settings_.server, services, *door_,
                                                         clock(), random(), *metrics_));
  keeper_->Start(settings_.feed_poll);
  std::vector<std::string> channels = {ChannelOf(kTenancy)};
  for (const auto& follower : followers_) {
    follower->Start(settings_.feed_poll);
    if (follower->feed() != kTenancy) {
      channels.push_back(ChannelOf(follower->feed()));
    }
  }
  for (const auto& pursuer : repeated_) {
    pursuer->Start(settings_.feed_poll);
  }
  listener_ = std::make_unique<redis::BellListener>(
      settings_.redis_socket, channels, [this](const std::string& channel) {
        if (channel == ChannelOf(kTenancy)) {
          keeper_->Wake();
        }
        for (const auto& follower : followers_) {
          if (ChannelOf(follower->feed()) == channel) {
            follower->Wake();
          }
        }
        for (const auto& pursuer : repeated_) {
          pursuer->Wake();
        }
      });
  return server_->port();
}

void Foundation::Drain() {
  if (server_ != nullptr) {
    server_->Drain(settings_.drain);
    server_.reset();
  }
  listener_.reset();
  repeated_.clear();
  followers_.clear();
  keeper_.reset();
}

}  // namespace buurtbrug::platform::service
