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

std::vector<domain::AreaPoint> ReadAreas(platform::postgres::ScopedTransaction& transaction,
                                         const std::string& first, const std::string& second) {
  std::vector<domain::AreaPoint> points;
  for (const auto& row : transaction.Run(sql::kReadAreas, {first, second})) {
    points.push_back(
        {row["area"].c_str(), row["x_m"].as<std::int32_t>(), row["y_m"].as<std::int32_t>()});
  }
  return points;
}

std::vector<std::string> NearestAreas(platform::postgres::ScopedTransaction& transaction,
                                      const std::vector<std::int32_t>& xs,
                                      const std::vector<std::int32_t>& ys) {
  std::vector<std::string> areas;
  for (const auto& row : transaction.Run(sql::kNearestAreas, {xs, ys})) {
    areas.emplace_back(row["area"].is_null() ? "" : row["area"].c_str());
  }
  return areas;
}

}  // namespace buurtbrug::matching::store
