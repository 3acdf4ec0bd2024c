#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// Those of $4 with who looks after each on the day $3.
inline constexpr Statement kNamedAssignments = {
    "assignment_named",
    "SELECT m.match_id, m.request_family_id, m.children, m.support_family_id, m.state,"
    "  m.last_step_on, m.version, m.end_reason,"
    "  coalesce(a.coordinator, s.recorded_by) AS coordinator, a.first_day, a.last_day,"
    "  (SELECT count(*) FROM assignment_steps x WHERE x.municipality = $1 AND x.contract_id = $2"
    "   AND x.match_id = m.match_id) AS assigned "
    "FROM matches m JOIN match_steps s ON s.municipality = $1 AND s.contract_id = $2"
    "    AND s.match_id = m.match_id AND s.number = 1 "
    "LEFT JOIN LATERAL ("
    "  SELECT x.coordinator, x.first_day, x.last_day FROM assignment_steps x"
    "  WHERE x.municipality = $1 AND x.contract_id = $2 AND x.match_id = m.match_id"
    "    AND x.first_day <= $3::date AND (x.last_day IS NULL OR x.last_day >= $3::date)"
    "  ORDER BY x.number DESC LIMIT 1) AS a ON true "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id = ANY($4::uuid[]) "
    "ORDER BY m.match_id"};

// Those in one of the states $4, behind the match $5; only of the coordinator $6 where one is
// given, and where the role $7 is given only what was assigned to that one in it. At most $8.
inline constexpr Statement kListAssignments = {
    "assignment_list",
    "SELECT m.match_id, m.request_family_id, m.children, m.support_family_id, m.state,"
    "  m.last_step_on, m.version, m.end_reason,"
    "  coalesce(a.coordinator, s.recorded_by) AS coordinator, a.first_day, a.last_day,"
    "  (SELECT count(*) FROM assignment_steps x WHERE x.municipality = $1 AND x.contract_id = $2"
    "   AND x.match_id = m.match_id) AS assigned "
    "FROM matches m JOIN match_steps s ON s.municipality = $1 AND s.contract_id = $2"
    "    AND s.match_id = m.match_id AND s.number = 1 "
    "LEFT JOIN LATERAL ("
    "  SELECT x.coordinator, x.role, x.first_day, x.last_day FROM assignment_steps x"
    "  WHERE x.municipality = $1 AND x.contract_id = $2 AND x.match_id = m.match_id"
    "    AND x.first_day <= $3::date AND (x.last_day IS NULL OR x.last_day >= $3::date)"
    "  ORDER BY x.number DESC LIMIT 1) AS a ON true "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id > $5"
    "  AND m.state = ANY($4::smallint[])"
    "  AND ($6::text IS NULL OR coalesce(a.coordinator, s.recorded_by) = $6)"
    "  AND ($7::smallint IS NULL OR a.role = $7) "
    "ORDER BY m.match_id LIMIT $8"};

// As it is assigned on the day $4.
inline constexpr Statement kHolder = {
    "assignment_holder",
    "SELECT coordinator, role FROM assignment_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3"
    "  AND first_day <= $4::date AND (last_day IS NULL OR last_day >= $4::date) "
    "ORDER BY number DESC LIMIT 1"};

inline constexpr Statement kAssignmentSteps = {
    "assignment_steps",
    "SELECT coordinator, role, first_day, last_day, occurred_on, recorded_at, recorded_by, reason,"
    "  correction FROM assignment_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3 ORDER BY number"};

// The matches are held, so that nobody else counts on.
inline constexpr Statement kAppendAssignments = {
    "assignment_append",
    "INSERT INTO assignment_steps (municipality, contract_id, match_id, number, coordinator, role,"
    "  first_day, last_day, occurred_on, recorded_at, recorded_by, reason, correction) "
    "SELECT $1, $2, m.match_id, 1 + ("
    "    SELECT count(*) FROM assignment_steps x WHERE x.municipality = $1 AND x.contract_id = $2"
    "    AND x.match_id = m.match_id), $4, $5, $6, $7, $8, $9, $10, $11, $12 "
    "FROM unnest($3::uuid[]) AS m (match_id)"};

// The matches that are assigned to $5 in the role $6 on the day $7; with the reason $8 those that
// were stopped for it.
inline constexpr Statement kListOwnMatches = {
    "match_list_own",
    "SELECT m.match_id, m.request_family_id, m.children, m.support_family_id, m.state,"
    "  m.last_step_on, m.version, m.end_reason "
    "FROM matches m JOIN LATERAL ("
    "  SELECT x.coordinator, x.role FROM assignment_steps x"
    "  WHERE x.municipality = $1 AND x.contract_id = $2 AND x.match_id = m.match_id"
    "    AND x.first_day <= $7::date AND (x.last_day IS NULL OR x.last_day >= $7::date)"
    "  ORDER BY x.number DESC LIMIT 1) AS a ON a.coordinator = $5 AND a.role = $6 "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id > $3"
    "  AND ($8::smallint IS NULL OR m.end_reason = $8) "
    "ORDER BY m.match_id LIMIT $4"};

}  // namespace buurtbrug::matching::store::sql
