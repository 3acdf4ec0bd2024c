#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "matching/engine/profile.h"

namespace buurtbrug::matching::engine {

// What is looked at of every family within reach before anything else: 28 bytes, in order of place.
struct MapRow {
  Point point;
  std::uint32_t moments = 0;  // bits of MomentSet, those that suit
  std::uint32_t ages = 0;     // bits of AgeSet
  std::uint16_t kinds = 0;    // bits of KindSet
  std::uint16_t distance_m = 0;
  std::uint32_t source = 0;     // position in the list from which the map was made
  std::uint8_t transports = 0;  // bits of TransportSet
  Frequency frequency = Frequency::kUnknown;
  std::uint16_t interests = 0;  // bits of InterestSet
};

// A map index: rows in a uniform grid, those of one cell beside each other, and cells from west to
// east and south to north. The side of a cell, 500 m or more, is chosen so that there are about as
// many cells as rows. Immutable, so that any number of threads may read it.
class FamilyMap {
 public:
  FamilyMap() = default;
  // Of the same rows in another order comes another order within the cells, and nothing else.
  explicit FamilyMap(std::vector<MapRow> rows);

  // In order of cells.
  const std::vector<MapRow>& rows() const { return rows_; }

  // Visits all rows within `reach_m` of `from`, and some that are further, outward in rings of
  // cells. Before each ring `goes_on(m)` is asked, where all rows that are still to come are at
  // least m metres away; false ends it. `visit(begin, end)` gets runs of positions in rows().
  template <typename GoesOn, typename Visit>
  void VisitOutward(Point from, std::int32_t reach_m, const GoesOn& goes_on,
                    const Visit& visit) const;

 private:
  // West and south of the map these name a cell that is less far away: what is said of the distance
  // of a ring holds all the more.
  std::int32_t ColumnOf(std::int32_t x_m) const { return (x_m - west_m_) / side_m_; }
  std::int32_t LineOf(std::int32_t y_m) const { return (y_m - south_m_) / side_m_; }
  std::size_t CellOf(Point point) const {
    return static_cast<std::size_t>(LineOf(point.y_m)) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(ColumnOf(point.x_m));
  }

  // The cells of one line from `first` to `last`, both clipped to the map.
  template <typename Visit>
  void VisitLine(std::int32_t line, std::int32_t first, std::int32_t last,
                 const Visit& visit) const {
    first = std::max(first, 0);
    last = std::min(last, columns_ - 1);
    if (line < 0 || line >= lines_ || first > last) {
      return;
    }
    const std::size_t base = static_cast<std::size_t>(line) * static_cast<std::size_t>(columns_);
    const std::uint32_t begin = cell_begin_[base + static_cast<std::size_t>(first)];
    const std::uint32_t end = cell_begin_[base + static_cast<std::size_t>(last) + 1];
    if (begin != end) {
      visit(begin, end);
    }
  }

  std::vector<MapRow> rows_;
  std::vector<std::uint32_t> cell_begin_ = {0};  // of each cell, and the end of the last
  std::int32_t west_m_ = 0;
  std::int32_t south_m_ = 0;
  std::int32_t side_m_ = 1;
  std::int32_t columns_ = 0;
  std::int32_t lines_ = 0;
};

template <typename GoesOn, typename Visit>
void FamilyMap::VisitOutward(Point from, std::int32_t reach_m, const GoesOn& goes_on,
                             const Visit& visit) const {
  if (rows_.empty()) {
    return;
  }
  const std::int32_t column = ColumnOf(from.x_m);
  const std::int32_t line = LineOf(from.y_m);
  // The nearest and the furthest ring that touch the map.
  const auto outside = [](std::int32_t cell, std::int32_t cells) {
    return std::max({-cell, cell - (cells - 1), 0});
  };
  const auto across = [](std::int32_t cell, std::int32_t cells) {
    return std::max(cell, cells - 1 - cell);
  };
  const std::int32_t first = std::max(outside(column, columns_), outside(line, lines_));
  const std::int32_t last = std::max(across(column, columns_), across(line, lines_));
  for (std::int32_t ring = first; ring <= last; ++ring) {
    // A cell of ring r lies r - 1 whole cells away from the one in the middle.
    const std::int64_t least_m = std::int64_t{std::max(ring - 1, 0)} * side_m_;
    if (least_m > reach_m || !goes_on(static_cast<std::int32_t>(least_m))) {
      return;
    }
    VisitLine(line - ring, column - ring, column + ring, visit);
    for (std::int32_t y = std::max(line - ring + 1, 0); y < std::min(line + ring, lines_); ++y) {
      VisitLine(y, column - ring, column - ring, visit);
      VisitLine(y, column + ring, column + ring, visit);
    }
    if (ring > 0) {
      VisitLine(line + ring, column - ring, column + ring, visit);
    }
  }
}

}  // namespace buurtbrug::matching::engine
