#include "matching/engine/profile.h"

#include <algorithm>
#include <cmath>

namespace buurtbrug::matching::engine {

std::int32_t RootOf(std::int64_t squared) {
  // IEEE 754 rounds the root correctly, and below 2^52 none is so near to a whole number above it
  // that it becomes it.
  return static_cast<std::int32_t>(std::sqrt(static_cast<double>(squared)));
}

std::int32_t DistanceMetres(Point a, Point b) { return RootOf(SquaredDistance(a, b)); }

bool IsReady(const Supporter& supporter, DayNumber day) {
  return std::any_of(supporter.ready.begin(), supporter.ready.end(),
                     [day](const DaySpan& span) { return span.first <= day && day <= span.last; });
}

AgeSet AboutTheSameAge(AgeSet ages) {
  const std::uint32_t bits = ages.bits();
  std::uint32_t near = bits;
  for (int years = 1; years <= kSameAgeYears; ++years) {
    near |= bits << years | bits >> years;
  }
  return AgeSet::OfBits(near);
}

bool HaveChildrenOfSameAge(const Unit& unit, const Supporter& supporter) {
  return AboutTheSameAge(supporter.children).Intersects(unit.nearby);
}

}  // namespace buurtbrug::matching::engine
