#include "matching/domain/asked.h"

#include <algorithm>

namespace buurtbrug::matching::domain {

DistanceClass DistanceBetween(const AreaPoint& a, const AreaPoint& b) {
  const std::int64_t x_m = std::int64_t{a.x_m} - b.x_m;
  const std::int64_t y_m = std::int64_t{a.y_m} - b.y_m;
  const auto within = [&](std::int64_t limit_m) {
    return x_m * x_m + y_m * y_m <= limit_m * limit_m;
  };
  return within(1'000)    ? DistanceClass::kWithin1Km
         : within(3'000)  ? DistanceClass::kWithin3Km
         : within(5'000)  ? DistanceClass::kWithin5Km
         : within(10'000) ? DistanceClass::kWithin10Km
                          : DistanceClass::kFurther;
}

Outline OutlineOf(const std::vector<int>& children, const AskedSide& request,
                  const AskedSide& support) {
  std::uint32_t needed = 0;
  std::uint32_t offered = 0;
  Outline outline;
  if (request.profile) {
    for (const ToldNeed& need : request.profile->needs) {
      if (std::find(children.begin(), children.end(), need.child) == children.end()) {
        continue;
      }
      needed |= need.terms.kinds;
      outline.frequency = outline.frequency == 0 ? need.terms.frequency : outline.frequency;
    }
  }
  if (support.profile && support.profile->offer) {
    const ToldTerms& terms = support.profile->offer->terms;
    offered = terms.kinds;
    outline.frequency = outline.frequency == 0 ? terms.frequency : outline.frequency;
  }
  const std::uint32_t kinds = needed == 0 || offered == 0 ? needed | offered : needed & offered;
  for (int kind = 1; kind <= kTasks; ++kind) {
    if ((kinds >> kind & 1) != 0) {
      outline.kinds.push_back(kind);
    }
  }
  if (request.area && support.area) {
    outline.distance = DistanceBetween(*request.area, *support.area);
  }
  return outline;
}

}  // namespace buurtbrug::matching::domain
