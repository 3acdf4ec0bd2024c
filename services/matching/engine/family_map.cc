#include "matching/engine/family_map.h"

#include <cmath>
#include <utility>

namespace buurtbrug::matching::engine {

FamilyMap::FamilyMap(std::vector<MapRow> rows) {
  if (rows.empty()) {
    return;
  }
  constexpr std::int32_t kLeastSide = 500;
  Point least = rows.front().point;
  Point most = least;
  for (const MapRow& row : rows) {
    least = {std::min(least.x_m, row.point.x_m), std::min(least.y_m, row.point.y_m)};
    most = {std::max(most.x_m, row.point.x_m), std::max(most.y_m, row.point.y_m)};
  }
  west_m_ = least.x_m;
  south_m_ = least.y_m;
  const std::int64_t width = std::int64_t{most.x_m} - west_m_ + 1;
  const std::int64_t height = std::int64_t{most.y_m} - south_m_ + 1;
  const auto count = static_cast<std::int64_t>(rows.size());
  // A long strip has more cells along it than its area says.
  side_m_ = std::max({kLeastSide, RootOf(width * height / count),
                      static_cast<std::int32_t>(std::max(width, height) / count)});
  columns_ = static_cast<std::int32_t>((width + side_m_ - 1) / side_m_);
  lines_ = static_cast<std::int32_t>((height + side_m_ - 1) / side_m_);

  // Counting sort by cell.
  const std::size_t cells = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(lines_);
  cell_begin_.assign(cells + 1, 0);
  for (const MapRow& row : rows) {
    ++cell_begin_[CellOf(row.point) + 1];
  }
  for (std::size_t cell = 0; cell < cells; ++cell) {
    cell_begin_[cell + 1] += cell_begin_[cell];
  }
  std::vector<std::uint32_t> next(cell_begin_.begin(), cell_begin_.end() - 1);
  rows_.resize(rows.size());
  for (const MapRow& row : rows) {
    rows_[next[CellOf(row.point)]++] = row;
  }
}

}  // namespace buurtbrug::matching::engine
