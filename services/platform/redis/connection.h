#pragma once

#include <hiredis/hiredis.h>
#include <sys/time.h>

#include <memory>
#include <string>

namespace buurtbrug::platform::redis {

struct FreeContext {
  void operator()(redisContext* context) const { redisFree(context); }
};
struct FreeReply {
  void operator()(void* reply) const { freeReplyObject(reply); }
};
using Context = std::unique_ptr<redisContext, FreeContext>;
using Reply = std::unique_ptr<redisReply, FreeReply>;

// A connection, or nothing when Redis does not answer within a second.
inline Context Connect(const std::string& socket) {
  const timeval patience = {1, 0};
  Context context(redisConnectUnixWithTimeout(socket.c_str(), patience));
  if (context == nullptr || context->err != 0) {
    return nullptr;
  }
  redisSetTimeout(context.get(), patience);
  return context;
}

}  // namespace buurtbrug::platform::redis
