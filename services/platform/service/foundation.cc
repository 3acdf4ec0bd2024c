#include "platform/service/foundation.h"

#include <utility>

#include "platform/core/status.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::platform::service {
namespace {

std::string ChannelOf(const std::string& service) { return "buurtbrug:feed:" + service; }

}  // namespace

Foundation::Foundation(const Settings& settings)
    : settings_(settings),
      database_(settings.database),
      bell_(settings.redis_socket, ChannelOf(settings.name)),
      feed_log_(database_),
      feed_service_(feed_log_.Describe()) {
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
  return foundation;
}

feed::Follower& Foundation::Follow(const std::string& name, feed::Follower::Apply apply) {
  followers_.push_back(std::make_unique<feed::Follower>(name, peer(name), database_, clock(),
                                                        *metrics_, std::move(apply)));
  return *followers_.back();
}

absl::StatusOr<int> Foundation::Serve(std::vector<const rpc::Service*> services) {
  services.push_back(&feed_service_);
  BUURTBRUG_ASSIGN_OR_RETURN(
      server_, rpc::Server::Start(settings_.server, services, clock(), random(), *metrics_));
  std::vector<std::string> channels;
  for (const auto& follower : followers_) {
    follower->Start(settings_.feed_poll);
    channels.push_back(ChannelOf(follower->feed()));
  }
  if (!channels.empty()) {
    listener_ = std::make_unique<redis::BellListener>(
        settings_.redis_socket, channels, [this](const std::string& channel) {
          for (const auto& follower : followers_) {
            if (ChannelOf(follower->feed()) == channel) {
              follower->Wake();
            }
          }
        });
  }
  return server_->port();
}

void Foundation::Drain() {
  if (server_ != nullptr) {
    server_->Drain(settings_.drain);
    server_.reset();
  }
  listener_.reset();
  followers_.clear();
}

}  // namespace buurtbrug::platform::service
