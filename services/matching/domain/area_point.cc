#include "matching/domain/area_point.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::domain {
namespace {

constexpr std::size_t kAreaDigits = 4;
constexpr int kWest = 0;
constexpr int kEast = 300'000;
constexpr int kSouth = 300'000;
constexpr int kNorth = 640'000;

}  // namespace

absl::Status CheckAreaPoint(const AreaPoint& point) {
  if (point.area.size() != kAreaDigits || point.area[0] == '0' ||
      !std::all_of(point.area.begin(), point.area.end(), absl::ascii_isdigit)) {
    return platform::core::InvalidField("area", "INVALID_AREA",
                                        "an area is the four digits of a postcode");
  }
  BUURTBRUG_RETURN_IF_ERROR(platform::core::ParseRange("x_m", point.x_m, kWest, kEast).status());
  return platform::core::ParseRange("y_m", point.y_m, kSouth, kNorth).status();
}

}  // namespace buurtbrug::matching::domain
