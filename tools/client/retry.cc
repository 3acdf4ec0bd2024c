#include "tools/client/retry.h"

#include <algorithm>

#include "absl/synchronization/notification.h"
#include "platform/core/status.h"

namespace buurtbrug::client {

bool MayAnswerLater(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         (absl::IsAborted(status) && platform::core::ReasonOf(status) == "CONFLICT");
}

absl::Status Retry(const Patience& patience, const platform::core::Clock& clock,
                   const std::function<void(absl::Duration)>& wait,
                   const std::function<absl::Status(absl::Duration)>& attempt) {
  const absl::Time end = clock.Now() + patience.total;
  absl::Duration left = patience.total;
  for (;;) {
    absl::Status status = attempt(std::min(left, patience.attempt));
    left = end - clock.Now() - patience.pause;
    if (!MayAnswerLater(status) || left <= absl::ZeroDuration()) {
      return status;
    }
    wait(patience.pause);
  }
}

void WaitInRealTime(absl::Duration duration) {
  absl::Notification never;
  never.WaitForNotificationWithTimeout(duration);
}

}  // namespace buurtbrug::client
