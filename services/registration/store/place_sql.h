#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kPlaceRuns = {
    "place_runs",
    "SELECT postcode, first_number, last_number, municipality_code, wijk, buurt, year FROM places "
    "WHERE postcode = ANY($1::text[]) ORDER BY postcode, first_number"};

inline constexpr Statement kPlaceClear = {"place_clear",
                                          "DELETE FROM places WHERE postcode = ANY($1::text[])"};

// Arrays, one element a run.
inline constexpr Statement kPlacePut = {
    "place_put",
    "INSERT INTO places (postcode, first_number, last_number, municipality_code, wijk, buurt, year)"
    " SELECT p, f, l, m, w, b, y FROM unnest($1::text[], $2::integer[], $3::integer[], $4::text[],"
    "   $5::text[], $6::text[], $7::smallint[]) AS r (p, f, l, m, w, b, y)"};

// Those that are new, or are called otherwise than before.
inline constexpr Statement kPlacePutNames = {
    "place_put_names",
    "INSERT INTO neighbourhoods AS n (code, year, name)"
    " SELECT c, y, n FROM unnest($1::text[], $2::smallint[], $3::text[]) AS r (c, y, n) "
    "ON CONFLICT (code, year) DO UPDATE SET name = excluded.name WHERE n.name <> excluded.name "
    "RETURNING code"};

inline constexpr Statement kPlaceNames = {
    "place_names",
    "SELECT code, name FROM neighbourhoods WHERE code = ANY($1::text[]) AND year = $2"};

}  // namespace buurtbrug::registration::store::sql
