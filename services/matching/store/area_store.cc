#include "matching/store/area_store.h"

#include <pqxx/result>
#include <string>

#include "matching/store/area_sql.h"

namespace buurtbrug::matching::store {

int PutAreas(platform::postgres::ScopedTransaction& transaction,
             const std::vector<domain::AreaPoint>& points) {
  std::vector<std::string> areas;
  std::vector<std::int32_t> xs;
  std::vector<std::int32_t> ys;
  for (const domain::AreaPoint& point : points) {
    areas.push_back(point.area);
    xs.push_back(point.x_m);
    ys.push_back(point.y_m);
  }
  return static_cast<int>(transaction.Run(sql::kPutAreas, {areas, xs, ys}).size());
}

}  // namespace buurtbrug::matching::store
