#include "tools/client/retry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "platform/core/status.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::client {
namespace {

using platform::core::Error;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;

const absl::Status kDown = Error(absl::StatusCode::kUnavailable, "SERVICE_UNREACHABLE", "");

// Answers in turn; the last one stays. An attempt takes a second, as does a pause.
struct Script {
  std::vector<absl::Status> answers;
  platform::core::FixedClock clock{absl::UnixEpoch()};
  std::vector<absl::Duration> attempts;

  absl::Status Run() {
    const Patience patience{
        .total = absl::Seconds(5), .attempt = absl::Seconds(3), .pause = absl::Seconds(1)};
    return Retry(
        patience, clock, [this](absl::Duration pause) { clock.Set(clock.Now() + pause); },
        [this](absl::Duration time) {
          attempts.push_back(time);
          clock.Set(clock.Now() + absl::Seconds(1));
          return answers[std::min(attempts.size(), answers.size()) - 1];
        });
  }
};

TEST(Retry, GoesOnUntilTheServiceIsBack) {
  Script script{{kDown, Error(absl::StatusCode::kAborted, "CONFLICT", ""), absl::OkStatus()}};
  EXPECT_THAT(script.Run(), IsOk());
  EXPECT_THAT(script.attempts, ElementsAre(absl::Seconds(3), absl::Seconds(3), absl::Seconds(1)));
}

TEST(Retry, StopsAtARefusal) {
  Script script{{Error(absl::StatusCode::kAborted, "ETAG_MISMATCH", "")}};
  EXPECT_THAT(script.Run(), Fails(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_EQ(script.attempts.size(), 1u);
}

TEST(Retry, EndsWithTheLastAnswerWhenPatienceEnds) {
  Script script{{kDown}};
  EXPECT_THAT(script.Run(), Fails(absl::StatusCode::kUnavailable, "SERVICE_UNREACHABLE"));
  EXPECT_EQ(script.attempts.size(), 3u);
}

}  // namespace
}  // namespace buurtbrug::client
