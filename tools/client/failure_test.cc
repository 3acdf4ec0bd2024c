#include "tools/client/failure.h"

#include <gtest/gtest.h>

#include "platform/core/status.h"

namespace buurtbrug::client {
namespace {

using platform::core::Error;
using platform::core::InvalidField;

TEST(Explain, GivesPlaceCodeReasonMessageAndMetadata) {
  const absl::Status status =
      At("year.jsonl:3: record 0002",
         InvalidField("postcode", "INVALID_POSTCODE", "write it like 3361 AB"));
  EXPECT_EQ(Explain(status),
            "year.jsonl:3: record 0002: INVALID_ARGUMENT INVALID_POSTCODE: write it like 3361 AB\n"
            "  field: postcode\n");
  EXPECT_EQ(ExitCodeOf(status), kRefused);
}

TEST(ExitCodeOf, TellsRefusalWrongUseAndSilenceApart) {
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), 0);
  EXPECT_EQ(ExitCodeOf(Error(absl::StatusCode::kNotFound, "MATCH_NOT_FOUND", "")), 1);
  EXPECT_EQ(ExitCodeOf(WrongUse("no such file")), 2);
  EXPECT_EQ(ExitCodeOf(Error(absl::StatusCode::kUnavailable, "SERVICE_UNREACHABLE", "")), 3);
  EXPECT_EQ(ExitCodeOf(absl::DeadlineExceededError("")), 3);
  EXPECT_EQ(ExitCodeOf(Error(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE", "")), 3);
}

}  // namespace
}  // namespace buurtbrug::client
