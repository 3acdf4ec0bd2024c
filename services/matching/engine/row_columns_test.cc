#include "matching/engine/row_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace buurtbrug::matching::engine {
namespace {

constexpr Sought kSought = {.point = {100'000, 450'000},
                            .moments = 0b0110,
                            .kinds = 0b0011,
                            .ages_needed = 0b0100,
                            .distance_m = 5000};
constexpr MapRow kSuits = {.point = {103'000, 454'000},  // 5,000 m away
                           .moments = 0b1100,
                           .ages = 0b1110,
                           .kinds = 0b0001,
                           .distance_m = 5000};

// How many things of the row do not suit, in whole numbers.
std::int32_t Breaks(const Sought& sought, const MapRow& row) {
  const std::int64_t beyond =
      std::int64_t{std::min<std::int32_t>(sought.distance_m, row.distance_m)} + 1;
  return (SquaredDistance(sought.point, row.point) >= beyond * beyond ? 1 : 0) +
         ((sought.moments & row.moments) == 0 ? 1 : 0) + ((sought.kinds & row.kinds) == 0 ? 1 : 0) +
         ((sought.ages_needed & ~row.ages) != 0 || (sought.ages_barred & row.ages) != 0 ? 1 : 0);
}

std::int32_t Counted(const Sought& sought, const MapRow& row) {
  RowColumns::Block block;
  RowColumns({row}).Compare(sought, 0, block);
  return block.breaks[0];
}

MapRow With(auto MapRow::*field, auto value) {
  MapRow row = kSuits;
  row.*field = value;
  return row;
}

TEST(RowColumns, CountsEachThingThatDoesNotSuit) {
  EXPECT_EQ(Counted(kSought, kSuits), 0);
  EXPECT_EQ(Counted(kSought, With(&MapRow::moments, 0b1001U)), 1);
  EXPECT_EQ(Counted(kSought, With(&MapRow::kinds, std::uint16_t{0b1100})), 1);
  EXPECT_EQ(Counted(kSought, With(&MapRow::ages, 0b1010U)), 1);
  EXPECT_EQ(Counted(kSought, With(&MapRow::distance_m, std::uint16_t{4998})), 1);
  EXPECT_EQ(Counted(kSought, With(&MapRow::point, Point{103'001, 454'000})), 0);  // 5,000.6 m
  EXPECT_EQ(Counted(kSought, With(&MapRow::point, Point{103'002, 454'000})), 1);  // 5,001.2 m
  EXPECT_EQ(Counted(kSought, MapRow{.point = {0, 0}}), 4);
}

TEST(RowColumns, BarsAges) {
  Sought sought = kSought;
  sought.ages_needed = 0;
  sought.ages_barred = 0b0001;
  EXPECT_EQ(Counted(sought, kSuits), 0);
  sought.ages_barred = 0b0011;
  EXPECT_EQ(Counted(sought, kSuits), 1);
}

TEST(RowColumns, VisitsThoseThatSuitInOrderAndNoneBehindTheEnd) {
  std::vector<MapRow> rows(200, kSuits);
  rows[3].kinds = 0;
  rows[150].kinds = 0;
  rows[150].moments = 0;
  const RowColumns columns(rows);
  const auto visited = [&](std::uint32_t begin, std::uint32_t end, std::int32_t most) {
    std::vector<std::uint32_t> positions;
    columns.ForEachSuiting(kSought, begin, end, most,
                           [&](std::uint32_t at, std::int32_t breaks, float squared_m) {
                             positions.push_back(at);
                             EXPECT_EQ(breaks, at == 3 ? 1 : 0);
                             EXPECT_EQ(squared_m, 25e6F);
                           });
    return positions;
  };
  EXPECT_THAT(visited(2, 5, 0), testing::ElementsAre(2, 4));
  EXPECT_THAT(visited(2, 5, 1), testing::ElementsAre(2, 3, 4));
  EXPECT_THAT(visited(7, 7, 1), testing::IsEmpty());
  EXPECT_EQ(visited(0, 200, 0).size(), 198U);
  EXPECT_EQ(visited(0, 200, 1).size(), 199U);
  EXPECT_EQ(visited(199, 200, 0), std::vector<std::uint32_t>{199});
}

// Within the country, and where the distance is just at the limit.
RC_GTEST_PROP(RowColumns, NeverCountsMoreThanIsBrokenAndLessOnlyAtTheLimit, ()) {
  const auto below = [](std::int32_t end) { return *rc::gen::inRange(0, end); };
  Sought sought;
  sought.point = {below(300'000), below(650'000)};
  sought.moments = static_cast<std::uint32_t>(below(1 << 28));
  sought.kinds = static_cast<std::uint32_t>(below(1 << 14));
  sought.ages_needed = std::uint32_t{1} << below(24);
  sought.distance_m = below(65'536);
  MapRow row;
  row.point = {sought.point.x_m + sought.distance_m - 2 + below(5), sought.point.y_m + below(300)};
  row.moments = static_cast<std::uint32_t>(below(1 << 28));
  row.kinds = static_cast<std::uint16_t>(below(1 << 14));
  row.ages = static_cast<std::uint32_t>(below(1 << 24));
  row.distance_m = static_cast<std::uint16_t>(below(65'536));
  const std::int32_t breaks = Breaks(sought, row);
  const std::int32_t counted = Counted(sought, row);
  RC_ASSERT(counted <= breaks);
  const double away = static_cast<double>(SquaredDistance(sought.point, row.point));
  const double beyond = std::min<double>(sought.distance_m, row.distance_m) + 1;
  RC_ASSERT(counted == breaks || away < beyond * beyond * 1.00001);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
