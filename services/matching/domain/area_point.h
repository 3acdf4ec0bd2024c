#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace buurtbrug::matching::domain {

// Where the postcodes with these four digits lie, about in their middle: metres in the Dutch grid
// (Rijksdriehoek).
struct AreaPoint {
  std::string area;
  std::int32_t x_m = 0;
  std::int32_t y_m = 0;
  friend bool operator==(const AreaPoint& a, const AreaPoint& b) = default;
};

// The grid of the European Netherlands, with some room around it: x 0 to 300,000, y 300,000 to
// 640,000. INVALID_ARGUMENT INVALID_AREA, OUT_OF_RANGE, with the field. Pure.
absl::Status CheckAreaPoint(const AreaPoint& point);

}  // namespace buurtbrug::matching::domain
