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

// Who stands in from $6 to $7; without days it ended. An entry that comes twice tells nothing new.
inline constexpr Statement kPutSubstitution = {
    "guide_put_substitution",
    "INSERT INTO family_substitutions (municipality, contract_id, family_id, match_id, sequence,"
    "  first_day, last_day) SELECT municipality, contract_id, family_id, $4::uuid, $5::bigint,"
    "  $6::date, $7::date"
    "  FROM families WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 "
    "ON CONFLICT DO NOTHING"};

// Whoever was told before $4 to stand in for the match does not any more.
inline constexpr Statement kEndSubstitutions = {
    "guide_end_substitutions",
    "INSERT INTO family_substitutions (municipality, contract_id, family_id, match_id, sequence) "
    "SELECT DISTINCT municipality, contract_id, family_id, match_id, $4::bigint"
    "  FROM family_substitutions WHERE municipality = $1 AND contract_id = $2 AND match_id = $3"
    "  AND sequence < $4::bigint "
    "ON CONFLICT DO NOTHING"};

// Of each match of the family $3 that is not over (1 to 5), and of each that runs (4, 5) in which
// it stands in on the day $4, the assignment that counts on that day: whether one of them is that
// of the volunteer (3) $5.
inline constexpr Statement kIsGuidedBy = {
    "guide_is",
    "SELECT EXISTS (SELECT FROM ("
    "    SELECT DISTINCT ON (g.match_id) g.coordinator, g.role"
    "    FROM ("
    "      SELECT m.match_id FROM family_matches m WHERE m.municipality = $1"
    "        AND m.contract_id = $2 AND m.family_id = $3 AND m.state BETWEEN 1 AND 5"
    "      UNION SELECT s.match_id FROM family_substitutions s WHERE s.municipality = $1"
    "        AND s.contract_id = $2 AND s.family_id = $3"
    "        AND s.first_day <= $4 AND s.last_day >= $4"
    "        AND NOT EXISTS (SELECT FROM family_substitutions later WHERE later.municipality = $1"
    "          AND later.contract_id = $2 AND later.match_id = s.match_id"
    "          AND later.sequence > s.sequence)"
    "        AND EXISTS (SELECT FROM family_matches m WHERE m.municipality = $1"
    "          AND m.contract_id = $2 AND m.match_id = s.match_id AND m.state IN (4, 5))) o"
    "    JOIN family_guides g ON g.municipality = $1 AND g.contract_id = $2"
    "      AND g.match_id = o.match_id"
    "      AND g.first_day <= $4 AND (g.last_day IS NULL OR g.last_day >= $4)"
    "    ORDER BY g.match_id, g.sequence DESC) a"
    "  WHERE a.coordinator = $5 AND a.role = 3) AS guides"};

}  // namespace buurtbrug::registration::store::sql
