#include "registration/app/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/core/status.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::registration::app {
namespace {

using platform::access::Effect;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

domain::PlaceRun RunOf(const std::string& postcode, int first, int last, const std::string& buurt) {
  return {postcode, first, last, buurt.substr(0, 4), buurt.substr(0, 6), buurt, 2023};
}

class PlacesTest : public ::testing::Test {
 protected:
  absl::StatusOr<int> Import(std::vector<domain::PlaceRun> runs,
                             std::vector<domain::Neighbourhood> neighbourhoods = {},
                             PlaceImport::Mode mode = PlaceImport::Mode::kStore) {
    return places_.Import(
        fixture_.NewCall({platform::core::kNoMunicipality, {}}, Effect::kAdministers),
        {std::move(runs), std::move(neighbourhoods), mode});
  }
  std::string BuurtOf(const std::string& postcode, int number) {
    const auto place = places_.LookUp(postcode, domain::HouseNumber{number, ""});
    return place.ok() ? place->place.buurt : platform::core::ReasonOf(place.status());
  }

  platform::testing::TenantFixture fixture_{"registration"};
  Places places_{fixture_.database()};
};

TEST_F(PlacesTest, AnImportIsLookedUpByPostcodeAndNumberWithNames) {
  ASSERT_THAT(Import({RunOf("2033AB", 1, 9, "03920101"), RunOf("2033AB", 11, 99, "03920102")},
                     {{"039201", 2023, "Een wijk"}, {"03920102", 2023, "Een buurt"}}),
              IsOk());
  const auto place = places_.LookUp("2033AB", domain::HouseNumber{12, "A"});
  ASSERT_THAT(place, IsOk());
  EXPECT_EQ(place->place.municipality, "0392");
  EXPECT_EQ(place->place.buurt, "03920102");
  EXPECT_EQ(place->wijk_name, "Een wijk");
  EXPECT_EQ(place->buurt_name, "Een buurt");
  EXPECT_EQ(places_.LookUp("2033AB", std::nullopt)->place.buurt, "");
  EXPECT_THAT(places_.LookUp("2033AC", std::nullopt),
              Fails(absl::StatusCode::kNotFound, "PLACE_NOT_FOUND"));
}

TEST_F(PlacesTest, TheSameImportTwiceChangesNothing) {
  const std::vector<domain::PlaceRun> runs = {RunOf("2033AB", 1, 9, "03920101"),
                                              RunOf("2101AA", 1, 9, "03970000")};
  const std::vector<domain::Neighbourhood> names = {{"039201", 2023, "Een wijk"}};
  EXPECT_EQ(*Import(runs, names), 3);
  EXPECT_EQ(*Import(runs, names), 0);
  EXPECT_EQ(fixture_.fresh().Count("registration", "places"), 2);
}

TEST_F(PlacesTest, ANewerFileTakesThePlaceOfAllRunsOfItsPostcodes) {
  ASSERT_THAT(Import({RunOf("2033AB", 1, 9, "03920101"), RunOf("2033AB", 11, 99, "03920102"),
                      RunOf("2033AC", 1, 5, "03920103")}),
              IsOk());
  EXPECT_EQ(*Import({RunOf("2033AB", 1, 99, "03920104")}), 1);
  EXPECT_EQ(BuurtOf("2033AB", 50), "03920104");
  EXPECT_EQ(BuurtOf("2033AC", 1), "03920103");
}

TEST_F(PlacesTest, FourDigitsAreOfThePostcodesThatHaveNoRunsOfTheirOwn) {
  ASSERT_THAT(Import({{"2033", 1, domain::kHighestHouseNumber, "0392", "", "", 2023},
                      RunOf("2033AB", 1, 9, "03920101")}),
              IsOk());
  EXPECT_EQ(BuurtOf("2033AB", 1), "03920101");
  EXPECT_EQ(places_.LookUp("2033ZZ", std::nullopt)->place.municipality, "0392");
}

TEST_F(PlacesTest, ACheckCountsAndChangesNothing) {
  EXPECT_EQ(*Import({RunOf("2033AB", 1, 9, "03920101")}, {}, PlaceImport::Mode::kCheckOnly), 1);
  EXPECT_EQ(fixture_.fresh().Count("registration", "places"), 0);
  EXPECT_EQ(fixture_.fresh().Count("registration", "receipts"), 0);
}

TEST_F(PlacesTest, ARefusalSaysWhichRunAndStoresNone) {
  const auto refused =
      Import({RunOf("2033AB", 1, 9, "03920101"), RunOf("2033A", 1, 9, "03920101")});
  EXPECT_THAT(refused, RefusesField("postcode", "INVALID_POSTCODE"));
  EXPECT_THAT(platform::core::MetadataOf(refused.status()),
              ::testing::Contains(std::pair<std::string, std::string>("index", "1")));
  for (const auto& [first, last] :
       {std::pair(9, 20), std::pair(3, 4), std::pair(1, 9), std::pair(1, 100)}) {
    EXPECT_THAT(
        Import({RunOf("2033AB", 2, 9, "03920101"), RunOf("2033AB", first, last, "03920102")}),
        RefusesField("first_number", "RUNS_OVERLAP"))
        << first;
  }
  EXPECT_THAT(Import({}, {{"039201", 2023, "A"}, {"039201", 2023, "B"}}),
              RefusesField("code", "TWICE"));
  EXPECT_THAT(Import(std::vector<domain::PlaceRun>(5001, RunOf("2033AB", 1, 9, "03920101"))),
              RefusesField("runs", "TOO_MANY"));
  EXPECT_EQ(fixture_.fresh().Count("registration", "places"), 0);
}

}  // namespace
}  // namespace buurtbrug::registration::app
