#include "matching/engine/row_columns.h"

namespace buurtbrug::matching::engine {

RowColumns::RowColumns(const std::vector<MapRow>& rows) {
  const std::size_t size = rows.size() + kBlock;
  x_m_.resize(size);
  y_m_.resize(size);
  distance_m_.resize(size);
  moments_.resize(size);
  ages_.resize(size);
  kinds_.resize(size);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    x_m_[i] = static_cast<float>(rows[i].point.x_m);
    y_m_[i] = static_cast<float>(rows[i].point.y_m);
    distance_m_[i] = static_cast<float>(rows[i].distance_m);
    moments_[i] = rows[i].moments;
    ages_[i] = rows[i].ages;
    kinds_[i] = rows[i].kinds;
  }
}

// The loops have a length that the compiler knows, and no branch: it makes vectors of them.
void RowColumns::Compare(const Sought& sought, std::uint32_t begin, Block& block) const {
  // Four roundings of 2^-24 each are less.
  constexpr float kRounding = 1.000001F;
  float* __restrict const squared_m = block.squared_m.data();
  std::int32_t* __restrict const breaks = block.breaks.data();
  const float* const x_m = x_m_.data() + begin;
  const float* const y_m = y_m_.data() + begin;
  const float* const distance_m = distance_m_.data() + begin;
  const std::uint32_t* const moments = moments_.data() + begin;
  const std::uint32_t* const ages = ages_.data() + begin;
  const std::uint32_t* const kinds = kinds_.data() + begin;
  const auto from_x = static_cast<float>(sought.point.x_m);
  const auto from_y = static_cast<float>(sought.point.y_m);
  const auto most_m = static_cast<float>(sought.distance_m);
  for (std::uint32_t i = 0; i < kBlock; ++i) {
    const float x = x_m[i] - from_x;
    const float y = y_m[i] - from_y;
    squared_m[i] = x * x + y * y;
  }
  for (std::uint32_t i = 0; i < kBlock; ++i) {
    // A distance in whole metres is above the limit when its square is not below (limit + 1)^2.
    const float beyond = (distance_m[i] < most_m ? distance_m[i] : most_m) + 1;
    const std::uint32_t ages_wrong =
        (sought.ages_needed & ~ages[i]) | (sought.ages_barred & ages[i]);
    breaks[i] = (squared_m[i] > beyond * beyond * kRounding ? 1 : 0) +
                ((moments[i] & sought.moments) == 0 ? 1 : 0) +
                ((kinds[i] & sought.kinds) == 0 ? 1 : 0) + (ages_wrong != 0 ? 1 : 0);
  }
}

}  // namespace buurtbrug::matching::engine
