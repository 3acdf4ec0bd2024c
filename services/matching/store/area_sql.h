#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// Arrays, one element an area. Those that are new, or lie elsewhere than before, come back.
inline constexpr Statement kPutAreas = {
    "area_put",
    "INSERT INTO area_points AS p (area, x_m, y_m)"
    " SELECT a, x, y FROM unnest($1::text[], $2::integer[], $3::integer[]) AS r (a, x, y) "
    "ON CONFLICT (area) DO UPDATE SET x_m = excluded.x_m, y_m = excluded.y_m "
    "WHERE (p.x_m, p.y_m) IS DISTINCT FROM (excluded.x_m, excluded.y_m) RETURNING area"};

inline constexpr Statement kReadAreas = {
    "area_read", "SELECT area, x_m, y_m FROM area_points WHERE area IN ($1, $2)"};

// Of the points of two arrays, in their order: the nearest area, of several as near the first.
// Looks at all areas, of which there are some thousands, for each of a few points.
inline constexpr Statement kNearestAreas = {
    "area_nearest",
    "SELECT (SELECT area FROM area_points AS a"
    "   ORDER BY (a.x_m - p.x)::bigint * (a.x_m - p.x) + (a.y_m - p.y)::bigint * (a.y_m - p.y),"
    "     a.area LIMIT 1) AS area "
    "FROM unnest($1::integer[], $2::integer[]) WITH ORDINALITY AS p (x, y, place) ORDER BY "
    "p.place"};

}  // namespace buurtbrug::matching::store::sql
