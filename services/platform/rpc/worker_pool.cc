#include "platform/rpc/worker_pool.h"

#include <pthread.h>
#include <sched.h>

#include <utility>

namespace buurtbrug::platform::rpc {

WorkerPool::WorkerPool(int threads, int queue) : capacity_(static_cast<size_t>(queue)) {
  threads_.reserve(static_cast<size_t>(threads));
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { Serve(); });
  }
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  filled_.notify_all();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

WorkerPool::Offer WorkerPool::Submit(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= capacity_) {
      return Offer::kFull;
    }
    queue_.push_back(std::move(work));
  }
  filled_.notify_one();
  return Offer::kTaken;
}

int WorkerPool::queued() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(queue_.size());
}

void WorkerPool::Serve() {
  // Who computes does not interrupt, on waking, who reads and writes the network: calls then wait
  // in the queue, in the order in which they came. Where it is refused, nothing else changes.
  const sched_param none = {};
  pthread_setschedparam(pthread_self(), SCHED_BATCH, &none);
  while (true) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      filled_.wait(lock, [this] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) {
        return;
      }
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    work();
  }
}

}  // namespace buurtbrug::platform::rpc
