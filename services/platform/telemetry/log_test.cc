#include "platform/telemetry/log.h"

#include <gtest/gtest.h>

namespace buurtbrug::platform::telemetry {
namespace {

TEST(LogLine, EscapesWhatWouldBreakOutOfTheLine) {
  EXPECT_EQ(
      LogLine(Level::kInfo, "registration", "call", {{"method", "a\"b\\c\nd"}, {"reason", ""}}),
      R"("level":"info","service":"registration","msg":"call","method":"a\"b\\c\u000ad")");
}

}  // namespace
}  // namespace buurtbrug::platform::telemetry
