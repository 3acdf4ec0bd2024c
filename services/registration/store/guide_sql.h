#pragma once

#include "platform/postgres/param.h"

// Who guides a family.
namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// An entry that comes twice tells nothing new; a family of another contract is guided there.
inline constexpr Statement kPutGuide = {
    "guide_put",
    "INSERT INTO family_guides (municipality, contract_id, family_id, match_id, sequence,"
    "  coordinator, role, first_day, last_day) SELECT municipality, contract_id, family_id,"
    "  $4::uuid, $5::bigint, $6, $7::smallint, $8::date, $9::date"
    "  FROM families WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 "
    "ON CONFLICT DO NOTHING"};

// Of each match that is not over (1 to 5), the assignment that counts on the day $4: whether one of
// them is that of the volunteer (3) $5.
inline constexpr Statement kIsGuidedBy = {
    "guide_is",
    "SELECT EXISTS (SELECT FROM ("
    "    SELECT DISTINCT ON (g.match_id) g.coordinator, g.role"
    "    FROM family_guides g JOIN family_matches m ON m.municipality = $1 AND m.contract_id = $2"
    "      AND m.family_id = $3 AND m.match_id = g.match_id AND m.state BETWEEN 1 AND 5"
    "    WHERE g.municipality = $1 AND g.contract_id = $2 AND g.family_id = $3"
    "      AND g.first_day <= $4 AND (g.last_day IS NULL OR g.last_day >= $4)"
    "    ORDER BY g.match_id, g.sequence DESC) a"
    "  WHERE a.coordinator = $5 AND a.role = 3) AS guides"};

}  // namespace buurtbrug::registration::store::sql
