#include "tools/client/place_file.h"

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

constexpr char kHeader[] = "PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023\n";

std::string RunsOf(const std::string& lines) {
  const auto runs = ParsePlaceFile("f.csv", kHeader + lines);
  if (!runs.ok()) {
    return std::string(runs.status().message());
  }
  std::string text;
  for (const auto& run : *runs) {
    absl::StrAppend(&text, run.postcode(), " ", run.first_number(), "-", run.last_number(), " ",
                    run.municipality_code(), " ", run.wijk(), " ", run.buurt(), " ", run.year(),
                    "; ");
  }
  return text;
}

TEST(ParsePlaceFile, HousesOfOneNeighbourhoodBecomeOneRunAndCodesGetTheirZeros) {
  EXPECT_EQ(RunsOf("2033AB;1;3920101;39201;392\n2033AB;3;3920101;39201;392\n"
                   "2033AB;5;3920102;39201;392\n2033AB;9;3920101;39201;392\n"),
            "2033AB 1-3 0392 039201 03920101 2023; 2033AB 5-5 0392 039201 03920102 2023; "
            "2033AB 9-9 0392 039201 03920101 2023; ");
}

TEST(ParsePlaceFile, TakesAnyOrderAdditionsQuotesAndAByteOrderMark) {
  const auto runs =
      ParsePlaceFile("f.csv", absl::StrCat("\xEF\xBB\xBF",
                                           "\"PC6\";\"Huisnummer\";\"Buurt2023\";\"Wijk2023\";"
                                           "\"Gemeente2023\"\r\n2033AB;3;3920101;39201;392\r\n"
                                           "2033AB;1;3920101;39201;392\r\n"
                                           "2033AB;1;3920101;39201;392\r\n"));
  ASSERT_THAT(runs, IsOk());
  ASSERT_THAT(*runs, SizeIs(1));
  EXPECT_EQ(runs->front().last_number(), 3);
}

TEST(ParsePlaceFile, FourDigitsAreAllPostcodesWithThem) {
  EXPECT_EQ(RunsOf("# uittreksel\n2101;;;;0397\n"), "2101 1-99999 0397   2023; ");
}

TEST(ParsePlaceFile, SaysWhichLineIsWrong) {
  for (const char* line :
       {"2033AB;1;3920101;39201", "2033AB;;3920101;39201;392", "2033AB;0;3920101;39201;392",
        "2033AB;een;3920101;39201;392", "203AB;1;3920101;39201;392",
        "2033AB;1;39201011234;39201;392", "2033AB;1;3920101;39201;", "2033AB;1;3920x01;39201;392",
        "2033AB;100000;3920101;39201;392", "2101;5;;;0397", "2033AC;1;3920102;39201;392"}) {
    EXPECT_THAT(RunsOf(absl::StrCat("2033AC;1;3920101;39201;392\n", line, "\n")),
                HasSubstr("f.csv:3: "))
        << line;
  }
  EXPECT_THAT(std::string(ParsePlaceFile("f.csv", "a;b\n").status().message()),
              HasSubstr("f.csv:1: the header"));
  EXPECT_THAT(std::string(ParsePlaceFile("f.csv", "").status().message()),
              HasSubstr("f.csv:1: the header"));
}

TEST(ParseNamesFile, ReadsCodesAndNames) {
  const auto buurten =
      ParseNamesFile("b.csv", "Buurt2023;Buurtnaam2023;GM\n3920101;\"Een buurt\";392\n");
  ASSERT_THAT(buurten, IsOk());
  EXPECT_EQ(buurten->front().code(), "03920101");
  EXPECT_EQ(buurten->front().name(), "Een buurt");
  EXPECT_EQ(buurten->front().year(), 2023);
  EXPECT_EQ(ParseNamesFile("w.csv", "Wijk2023;Naam\nWK039201;Een wijk\n")->front().code(),
            "039201");
  EXPECT_THAT(std::string(ParseNamesFile("b.csv", "Buurt2023;Naam\n1;\n").status().message()),
              HasSubstr("b.csv:2: "));
}

}  // namespace
}  // namespace buurtbrug::client
