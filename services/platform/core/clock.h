#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace buurtbrug::platform::core {

// Where the time comes from. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The machine's clock. Lives for ever.
const Clock& SystemClock();

// A clock that stands still at `now`; it can be set between calls, not during one.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override { return now_; }
  void Set(absl::Time now) { now_ = now; }

 private:
  absl::Time now_;
};

// The civil day in Europe/Amsterdam at an instant: quarters and periods are cut on it.
absl::CivilDay AmsterdamDay(absl::Time instant);

}  // namespace buurtbrug::platform::core
