#include "registration/domain/place.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

PlaceRun RunOf(int first, int last, const std::string& municipality, const std::string& buurt) {
  return {"2033AB", first, last, municipality, buurt.substr(0, 6), buurt, 2023};
}

TEST(Locate, AHouseLiesInTheRunThatHoldsItsNumber) {
  const std::vector<PlaceRun> runs = {RunOf(1, 9, "0392", "03920101"),
                                      RunOf(11, 99, "0392", "03920102")};
  EXPECT_EQ(Locate(runs, 1)->buurt, "03920101");
  EXPECT_EQ(Locate(runs, 9)->buurt, "03920101");
  EXPECT_EQ(Locate(runs, 11)->buurt, "03920102");
}

TEST(Locate, OutsideAllRunsOnlyWhatTheyHaveInCommonIsKnown) {
  const std::vector<PlaceRun> runs = {RunOf(1, 9, "0392", "03920101"),
                                      RunOf(11, 99, "0392", "03920102")};
  for (const std::optional<int> number : {std::optional<int>(), std::optional<int>(10)}) {
    const auto place = Locate(runs, number);
    ASSERT_TRUE(place.has_value());
    EXPECT_EQ(place->municipality, "0392");
    EXPECT_EQ(place->wijk, "039201");
    EXPECT_EQ(place->buurt, "");
  }
}

TEST(Locate, InADividedPostcodeTheNumberDecidesTheMunicipality) {
  const std::vector<PlaceRun> runs = {RunOf(1, 9, "0392", "03920101"),
                                      RunOf(11, 99, "0397", "03970001")};
  EXPECT_EQ(Locate(runs, 5)->municipality, "0392");
  EXPECT_EQ(Locate(runs, 50)->municipality, "0397");
  EXPECT_FALSE(Locate(runs, 200).has_value());
  EXPECT_FALSE(Locate(runs, std::nullopt).has_value());
  EXPECT_FALSE(Locate({}, 1).has_value());
}

TEST(CheckPlaceRun, SaysWhichFieldIsWrong) {
  const PlaceRun good = RunOf(1, 9, "0392", "03920101");
  EXPECT_THAT(CheckPlaceRun(good), IsOk());
  const auto with = [&](auto change) {
    PlaceRun run = good;
    change(run);
    return CheckPlaceRun(run);
  };
  EXPECT_THAT(with([](PlaceRun& run) { run.postcode = "2033"; }), IsOk());
  EXPECT_THAT(with([](PlaceRun& run) { run.wijk = run.buurt = ""; }), IsOk());
  for (const char* postcode : {"", "0033", "033", "2033ab", "2033 AB", "2033SS", "20333"}) {
    EXPECT_THAT(with([&](PlaceRun& run) { run.postcode = postcode; }),
                RefusesField("postcode", "INVALID_POSTCODE"))
        << postcode;
  }
  EXPECT_THAT(with([](PlaceRun& run) { run.first_number = 0; }),
              RefusesField("first_number", "INVALID_HOUSE_NUMBER"));
  EXPECT_THAT(with([](PlaceRun& run) { run.first_number = 10; }),
              RefusesField("first_number", "INVALID_HOUSE_NUMBER"));
  EXPECT_THAT(with([](PlaceRun& run) { run.last_number = 100'000; }),
              RefusesField("first_number", "INVALID_HOUSE_NUMBER"));
  EXPECT_THAT(with([](PlaceRun& run) { run.municipality = "392"; }),
              RefusesField("municipality_code", "INVALID_MUNICIPALITY"));
  EXPECT_THAT(with([](PlaceRun& run) { run.wijk = "039701"; }),
              RefusesField("wijk", "INVALID_NEIGHBOURHOOD"));
  EXPECT_THAT(with([](PlaceRun& run) { run.buurt = "03920201"; }),
              RefusesField("buurt", "INVALID_NEIGHBOURHOOD"));
  EXPECT_THAT(with([](PlaceRun& run) { run.wijk = ""; }),
              RefusesField("buurt", "INVALID_NEIGHBOURHOOD"));
  EXPECT_THAT(with([](PlaceRun& run) { run.year = 23; }), RefusesField("year", "OUT_OF_RANGE"));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
