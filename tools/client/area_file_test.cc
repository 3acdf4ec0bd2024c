#include "tools/client/area_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::client {
namespace {

using platform::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(ParseAreaFile, ReadsPointsAndSkipsComments) {
  const auto points = ParseAreaFile("a.csv",
                                    "\xEF\xBB\xBF# uittreksel\narea;x;y\r\n2011;103900;488700\r\n\n"
                                    "3361;109900;425700");
  ASSERT_THAT(points, IsOk());
  ASSERT_THAT(*points, SizeIs(2));
  EXPECT_EQ(points->front().area(), "2011");
  EXPECT_EQ(points->front().x_m(), 103'900);
  EXPECT_EQ(points->back().y_m(), 425'700);
}

TEST(ParseAreaFile, SaysWhichLineIsWrong) {
  for (const char* line : {"2011;1", "201;1;2", "0201;1;2", "2011;1.5;2", "2011;1;", "2011;1;2;3",
                           "2011AB;1;2", "2012;1;2"}) {
    const auto refused = ParseAreaFile("a.csv", absl::StrCat("area;x;y\n2012;1;2\n", line, "\n"));
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr("a.csv:3: ")) << line;
  }
  for (const char* content : {"", "# niets\n", "x;y;area\n"}) {
    EXPECT_THAT(std::string(ParseAreaFile("a.csv", content).status().message()),
                HasSubstr("the header is not area;x;y"));
  }
}

}  // namespace
}  // namespace buurtbrug::client
