#include "matching/engine/family_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "matching/engine/scene_test.h"

namespace buurtbrug::matching::engine {
namespace {

std::vector<MapRow> RowsAt(const std::vector<Point>& points) {
  std::vector<MapRow> rows;
  for (const Point point : points) {
    rows.push_back({.point = point, .source = static_cast<std::uint32_t>(rows.size())});
  }
  return rows;
}

// Sources in the order of the visit.
std::vector<std::uint32_t> Visited(const FamilyMap& map, Point from, std::int32_t reach_m) {
  std::vector<std::uint32_t> sources;
  map.VisitOutward(
      from, reach_m, [](std::int32_t) { return true; },
      [&](std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t at = begin; at < end; ++at) {
          sources.push_back(map.rows()[at].source);
        }
      });
  return sources;
}

TEST(FamilyMap, VisitsNothingWhenItIsEmpty) {
  EXPECT_TRUE(Visited(FamilyMap(), {0, 0}, 50'000).empty());
  EXPECT_TRUE(Visited(FamilyMap(std::vector<MapRow>()), {0, 0}, 50'000).empty());
}

TEST(FamilyMap, VisitsNearCellsBeforeFarOnes) {
  const FamilyMap map(RowsAt({{9000, 0}, {0, 0}, {4000, 4000}, {0, 9000}}));
  EXPECT_THAT(Visited(map, {0, 0}, 3000), testing::Contains(1U));
  EXPECT_EQ(Visited(map, {0, 0}, 50'000).front(), 1U);
  EXPECT_EQ(Visited(map, {0, 0}, 50'000).size(), 4U);
}

TEST(FamilyMap, DoesNotVisitCellsBeyondReach) {
  const FamilyMap map(RowsAt({{90'000, 0}, {0, 0}, {1000, 0}, {0, 90'000}}));
  EXPECT_THAT(Visited(map, {0, 0}, 3000), testing::UnorderedElementsAre(1U, 2U));
}

TEST(FamilyMap, EndsWhenToldTo) {
  const FamilyMap map(RowsAt({{9000, 0}, {0, 0}}));
  int visits = 0;
  map.VisitOutward(
      {0, 0}, 50'000, [](std::int32_t least_m) { return least_m == 0; },
      [&](std::uint32_t begin, std::uint32_t end) { visits += static_cast<int>(end - begin); });
  EXPECT_EQ(visits, 1);
}

RC_GTEST_PROP(FamilyMap, VisitsEachRowWithinReachOnceAndNotBeforeItsDistance, ()) {
  std::vector<Point> points;
  const int spread = Coin() ? 300'000 : 3000;
  const auto any = [&] {
    return Point{Number(-spread, spread), Coin() ? Number(-spread, spread) : 0};
  };
  for (int i = Number(0, 40); i > 0; --i) {
    points.push_back(any());
  }
  const FamilyMap map(RowsAt(points));
  const Point from = any();
  const std::int32_t reach_m = Number(0, 2 * spread);
  std::vector<int> visits(points.size(), 0);
  std::int32_t least_m = 0;
  map.VisitOutward(
      from, reach_m,
      [&](std::int32_t metres) {
        RC_ASSERT(metres >= least_m);
        least_m = metres;
        return true;
      },
      [&](std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t at = begin; at < end; ++at) {
          ++visits[map.rows()[at].source];
          RC_ASSERT(DistanceMetres(from, map.rows()[at].point) >= least_m);
        }
      });
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool within = DistanceMetres(from, points[i]) <= reach_m;
    RC_ASSERT(visits[i] <= 1);
    RC_ASSERT(visits[i] == 1 || !within);
  }
}

}  // namespace
}  // namespace buurtbrug::matching::engine
