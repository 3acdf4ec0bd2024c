#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace buurtbrug::platform::rpc {

// A fixed number of threads behind a queue of bounded length. Thread-safe.
class WorkerPool {
 public:
  // Both at least 1.
  WorkerPool(int threads, int queue);
  // Finishes what is queued.
  ~WorkerPool();

  enum class Offer { kTaken, kFull };
  // Never waits.
  Offer Submit(std::function<void()> work);
  int queued() const;

 private:
  void Serve();

  const size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> queue_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace buurtbrug::platform::rpc
