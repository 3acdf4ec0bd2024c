#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "matching/domain/area_point.h"
#include "platform/postgres/database.h"

namespace buurtbrug::matching::store {

// Puts the points in the place of those that are there for their areas, none of which comes twice;
// how many are not as they were. Under Scope::Network.
int PutAreas(platform::postgres::ScopedTransaction& transaction,
             const std::vector<domain::AreaPoint>& points);

// Where the two areas lie, as far as it is known.
std::vector<domain::AreaPoint> ReadAreas(platform::postgres::ScopedTransaction& transaction,
                                         const std::string& first, const std::string& second);

// Of each point the area whose point is the nearest, of several as near the first by its digits;
// empty where no area is known. `xs` and `ys` are as long as each other.
std::vector<std::string> NearestAreas(platform::postgres::ScopedTransaction& transaction,
                                      const std::vector<std::int32_t>& xs,
                                      const std::vector<std::int32_t>& ys);

}  // namespace buurtbrug::matching::store
