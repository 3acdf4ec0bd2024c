#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace buurtbrug::platform::redis {

// Wakes the readers of a feed in other processes, through Redis. Rings are lost while Redis is
// away: readers look by themselves now and then, so a lost ring costs time and nothing else.
// Thread-safe.
class Bell {
 public:
  // `socket` is the path of Redis's unix socket.
  Bell(std::string socket, std::string channel);
  ~Bell();

  // Never waits and never fails; rings that come close together may become one.
  void Ring();

 private:
  class Ringer;
  std::unique_ptr<Ringer> ringer_;
};

// Calls back for each ring on its channels, on a thread of its own. Reconnects for as long as it
// lives; after each connection it calls back once for every channel, for what it may have missed.
class BellListener {
 public:
  BellListener(std::string socket, std::vector<std::string> channels,
               std::function<void(const std::string& channel)> on_ring);
  ~BellListener();

 private:
  class Ear;
  std::unique_ptr<Ear> ear_;
};

}  // namespace buurtbrug::platform::redis
