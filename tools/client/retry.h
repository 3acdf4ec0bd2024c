#pragma once

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "platform/core/clock.h"

namespace buurtbrug::client {

// How long to go on with a call that gets no answer: a service is being restarted.
struct Patience {
  absl::Duration total = absl::Seconds(30);
  // For one attempt at most.
  absl::Duration attempt = absl::Seconds(10);
  // Between two attempts.
  absl::Duration pause = absl::Milliseconds(250);
};

// Whether the same request may get another answer without anybody changing anything: UNAVAILABLE,
// DEADLINE_EXCEEDED and ABORTED CONFLICT.
bool MayAnswerLater(const absl::Status& status);

// Makes `attempt` until it gives an answer that stands, or patience ends: then the last answer.
// `attempt` takes the time that it may last and must be idempotent; `wait` lets a time pass.
absl::Status Retry(const Patience& patience, const platform::core::Clock& clock,
                   const std::function<void(absl::Duration)>& wait,
                   const std::function<absl::Status(absl::Duration)>& attempt);

// A `wait` of the machine's own time.
void WaitInRealTime(absl::Duration duration);

}  // namespace buurtbrug::client
