#include "platform/redis/bell.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <utility>

#include "platform/redis/connection.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::platform::redis {
namespace {

constexpr std::chrono::milliseconds kReconnectPause(500);

}  // namespace

class Bell::Ringer {
 public:
  Ringer(std::string socket, std::string channel)
      : socket_(std::move(socket)), channel_(std::move(channel)), thread_([this] { Serve(); }) {}

  ~Ringer() {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  void Ring() {
    {
      const std::lock_guard lock(mutex_);
      rung_ = true;
    }
    changed_.notify_one();
  }

 private:
  void Serve() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return closing_ || rung_; });
      if (closing_) {
        return;
      }
      rung_ = false;
      lock.unlock();
      const bool published = Publish();
      lock.lock();
      if (!published) {
        changed_.wait_for(lock, kReconnectPause, [this] { return closing_; });
      }
    }
  }

  bool Publish() {
    if (context_ == nullptr) {
      context_ = Connect(socket_);
    }
    if (context_ == nullptr) {
      return false;
    }
    const Reply reply(static_cast<redisReply*>(
        redisCommand(context_.get(), "PUBLISH %b 1", channel_.data(), channel_.size())));
    if (reply == nullptr) {
      context_.reset();
    }
    return reply != nullptr;
  }

  const std::string socket_;
  const std::string channel_;
  Context context_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
  bool closing_ = false;
  std::thread thread_;
};

Bell::Bell(std::string socket, std::string channel)
    : ringer_(std::make_unique<Ringer>(std::move(socket), std::move(channel))) {}
Bell::~Bell() = default;
void Bell::Ring() { ringer_->Ring(); }

class BellListener::Ear {
 public:
  Ear(std::string socket, std::vector<std::string> channels,
      std::function<void(const std::string&)> on_ring)
      : socket_(std::move(socket)),
        channels_(std::move(channels)),
        on_ring_(std::move(on_ring)),
        stop_(eventfd(0, EFD_CLOEXEC)),
        thread_([this] { Serve(); }) {}

  ~Ear() {
    const uint64_t one = 1;
    // An eventfd takes a write of eight bytes whole.
    [[maybe_unused]] const ssize_t written = write(stop_, &one, sizeof(one));
    thread_.join();
    close(stop_);
  }

 private:
  enum class Wait { kReadable, kElapsed, kStopped };

  Wait WaitFor(int fd, int milliseconds) const {
    pollfd watched[2] = {{stop_, POLLIN, 0}, {fd, POLLIN, 0}};
    poll(watched, fd >= 0 ? 2 : 1, milliseconds);
    if (watched[0].revents != 0) {
      return Wait::kStopped;
    }
    return fd >= 0 && watched[1].revents != 0 ? Wait::kReadable : Wait::kElapsed;
  }

  void Serve() {
    while (true) {
      Context context = Connect(socket_);
      if (context != nullptr && Subscribe(context.get())) {
        for (const std::string& channel : channels_) {
          on_ring_(channel);
        }
        if (Listen(context.get()) == Wait::kStopped) {
          return;
        }
        telemetry::Log(telemetry::Level::kWarning, "lost Redis; readers look by themselves");
      }
      if (WaitFor(-1, static_cast<int>(kReconnectPause.count())) == Wait::kStopped) {
        return;
      }
    }
  }

  bool Subscribe(redisContext* context) {
    for (const std::string& channel : channels_) {
      const Reply reply(static_cast<redisReply*>(
          redisCommand(context, "SUBSCRIBE %b", channel.data(), channel.size())));
      if (reply == nullptr || reply->type != REDIS_REPLY_ARRAY) {
        return false;
      }
    }
    return true;
  }

  Wait Listen(redisContext* context) {
    while (true) {
      const Wait wait = WaitFor(context->fd, -1);
      if (wait == Wait::kStopped) {
        return wait;
      }
      if (redisBufferRead(context) != REDIS_OK) {
        return Wait::kElapsed;
      }
      void* raw = nullptr;
      while (redisReaderGetReply(context->reader, &raw) == REDIS_OK && raw != nullptr) {
        const Reply reply(static_cast<redisReply*>(raw));
        // ["message", channel, payload]
        if (reply->type == REDIS_REPLY_ARRAY && reply->elements == 3 &&
            reply->element[1]->type == REDIS_REPLY_STRING) {
          on_ring_(std::string(reply->element[1]->str, reply->element[1]->len));
        }
      }
    }
  }

  const std::string socket_;
  const std::vector<std::string> channels_;
  const std::function<void(const std::string&)> on_ring_;
  const int stop_;
  std::thread thread_;
};

BellListener::BellListener(std::string socket, std::vector<std::string> channels,
                           std::function<void(const std::string& channel)> on_ring)
    : ear_(std::make_unique<Ear>(std::move(socket), std::move(channels), std::move(on_ring))) {}
BellListener::~BellListener() = default;

}  // namespace buurtbrug::platform::redis
