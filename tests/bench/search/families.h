#pragma once

#include <cstdint>
#include <vector>

#include "matching/engine/profile.h"

namespace buurtbrug::bench {

// The day on which everybody made here is ready, willing and has a place.
inline constexpr matching::engine::DayNumber kBenchDay = 18587;

// A country of families: 4,000 postcode areas in 340 towns, the largest with as many as the three
// after it, as towns are; each family at the point of its area. What they need and offer is made
// up: mostly afternoons and weekends, one to four kinds of support, 3 to 15 km, a limit in one of
// six. The same seed makes the same country with every compiler.
struct Country {
  std::vector<matching::engine::Supporter> supporters;
  std::vector<matching::engine::Unit> units;
  // By which languages got their numbers.
  matching::engine::Languages languages;
};
Country MakeCountry(std::uint64_t seed, std::uint32_t supporters, std::uint32_t units);

}  // namespace buurtbrug::bench
