#include "tools/client/published_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "platform/testing/matchers.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

using platform::testing::IsOk;
using reporting::v1::INDICATOR_ENDED_IN_TRIAL;

std::string ErrorOf(absl::string_view rows) {
  return Explain(ParsePublishedFile("t.json", absl::StrCat(R"({"period": "2020", "title": "T",
      "as_of": "2020-10-31", "rows": )",
                                                           rows, "}"))
                     .status());
}

TEST(ParsePublishedFile, KeepsBlankApartFromZero) {
  const auto request = ParsePublishedFile("t.json", R"({"period": "2020", "title": "T",
      "source": "S", "as_printed": "tot 1-11-2020", "as_of": "2020-10-31", "rows": [
        {"indicator": "ended_in_trial", "quarters": [0, 0, 0, null], "total": null}]})");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->period(), "2020");
  EXPECT_EQ(request->table().as_printed(), "tot 1-11-2020");
  const auto& row = request->table().rows(0);
  EXPECT_EQ(row.indicator(), INDICATOR_ENDED_IN_TRIAL);
  EXPECT_TRUE(row.quarters(2).has_value());
  EXPECT_FALSE(row.quarters(3).has_value());
  EXPECT_TRUE(row.has_total());
  EXPECT_FALSE(row.total().has_value());
}

TEST(ParsePublishedFile, NamesTheRowThatIsWrong) {
  EXPECT_EQ(ErrorOf("[1]"),
            "t.json: row 1: must have exactly 'indicator', 'quarters' and 'total'\n");
  EXPECT_EQ(ErrorOf(R"([{"indicator": "target", "quarters": [1.5], "total": 1}])"),
            "t.json: row 1: a cell must be a whole number, or null for a blank one\n");
  EXPECT_EQ(ErrorOf(R"([{"indicator": "target", "quarters": [3000000000], "total": 1}])"),
            "t.json: row 1: a cell must be a whole number, or null for a blank one\n");
  EXPECT_EQ(
      ErrorOf(R"([{"indicator": "goal", "quarters": [], "total": 1}])"),
      "t.json: row 1: 'goal' is none of target, request-families, support-families, realised, "
      "ended-in-trial\n");
  EXPECT_EQ(ErrorOf("{}"), "t.json: 'rows' does not belong here or has the wrong type\n");
  EXPECT_EQ(ErrorOf("[], \"x\": \"y\""),
            "t.json: 'x' does not belong here or has the wrong type\n");
  EXPECT_EQ(Explain(ParsePublishedFile("t.json", "{}").status()),
            "t.json: must have 'period', 'title', 'as_of' and 'rows'\n");
}

}  // namespace
}  // namespace buurtbrug::client
