#include "matching/api/area_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/app/told_scene_test.h"

namespace buurtbrug::matching::api {
namespace {

using platform::access::Effect;
using platform::core::MetadataOf;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::Contains;
using ::testing::Pair;

class AreaApiTest : public app::ToldScene {
 protected:
  platform::access::Call Administers() { return fixture_.NewCall(tenant_, Effect::kAdministers); }
  static void Add(v1::ImportAreasRequest& request, const std::string& area, int x_m) {
    v1::AreaPoint& point = *request.add_points();
    point.set_area(area);
    point.set_x_m(x_m);
    point.set_y_m(488'500);
  }
  std::string Points() {
    return Ask(
        "SELECT string_agg(area || ' ' || x_m, ',' ORDER BY area) FROM matching.area_points"
        " WHERE area LIKE '20%'");
  }

  app::Areas areas_{fixture_.database()};
  AreaApi api_{areas_};
};

TEST_F(AreaApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(AreaApiTest, AnImportReplacesTheAreasThatItNamesAndCountsWhatChanged) {
  v1::ImportAreasRequest request;
  Add(request, "2011", 104'000);
  Add(request, "2012", 103'000);
  EXPECT_EQ(api_.ImportAreas(Administers(), request)->changed(), 2);
  EXPECT_EQ(Points(), "2011 104000,2012 103000\n");
  EXPECT_EQ(api_.ImportAreas(Administers(), request)->changed(), 0);
  request.clear_points();
  Add(request, "2012", 103'500);
  request.set_validate_only(true);
  EXPECT_EQ(api_.ImportAreas(Administers(), request)->changed(), 1);
  EXPECT_EQ(Points(), "2011 104000,2012 103000\n");
  request.set_validate_only(false);
  const platform::access::Call call = Administers();
  EXPECT_EQ(api_.ImportAreas(call, request)->changed(), 1);
  EXPECT_EQ(api_.ImportAreas(call, request)->changed(), 1);
  EXPECT_EQ(Points(), "2011 104000,2012 103500\n");
}

TEST_F(AreaApiTest, AMalformedPointRefusesAllOfItAndSaysWhichItIs) {
  v1::ImportAreasRequest request;
  Add(request, "2011", 104'000);
  Add(request, "201", 104'000);
  auto refused = api_.ImportAreas(Administers(), request);
  EXPECT_THAT(refused, RefusesField("area", "INVALID_AREA"));
  EXPECT_THAT(MetadataOf(refused.status()), Contains(Pair("index", "1")));
  request.mutable_points(1)->set_area("2011");
  EXPECT_THAT(api_.ImportAreas(Administers(), request), RefusesField("area", "TWICE"));
  request.mutable_points(1)->set_area("2012");
  request.mutable_points(1)->set_x_m(-5);
  EXPECT_THAT(api_.ImportAreas(Administers(), request), RefusesField("x_m", "OUT_OF_RANGE"));
  request.clear_points();
  for (int i = 0; i <= app::kMostAreas; ++i) {
    Add(request, "2011", 104'000);
  }
  EXPECT_THAT(api_.ImportAreas(Administers(), request), RefusesField("points", "TOO_MANY"));
  EXPECT_EQ(Points(), "\n");
}

}  // namespace
}  // namespace buurtbrug::matching::api
