#include "matching/domain/area_point.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

TEST(CheckAreaPoint, AnAreaIsFourDigitsOfAPostcode) {
  EXPECT_THAT(CheckAreaPoint({"2011", 104'000, 488'500}), IsOk());
  for (const char* area : {"", "201", "20111", "0201", "20AB", " 201"}) {
    EXPECT_THAT(CheckAreaPoint({area, 104'000, 488'500}), RefusesField("area", "INVALID_AREA"))
        << area;
  }
}

TEST(CheckAreaPoint, APointLiesInTheGrid) {
  EXPECT_THAT(CheckAreaPoint({"2011", 0, 300'000}), IsOk());
  EXPECT_THAT(CheckAreaPoint({"2011", 300'000, 640'000}), IsOk());
  EXPECT_THAT(CheckAreaPoint({"2011", -1, 488'500}), RefusesField("x_m", "OUT_OF_RANGE"));
  EXPECT_THAT(CheckAreaPoint({"2011", 300'001, 488'500}), RefusesField("x_m", "OUT_OF_RANGE"));
  EXPECT_THAT(CheckAreaPoint({"2011", 104'000, 299'999}), RefusesField("y_m", "OUT_OF_RANGE"));
  EXPECT_THAT(CheckAreaPoint({"2011", 104'000, 640'001}), RefusesField("y_m", "OUT_OF_RANGE"));
}

}  // namespace
}  // namespace buurtbrug::matching::domain
