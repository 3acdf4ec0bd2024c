#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kInsertExclusion = {
    "exclusion_insert",
    "WITH exclusion AS ("
    "  INSERT INTO exclusions (municipality, contract_id, exclusion_id, request_family_id,"
    "    support_family_id, in_force, version) VALUES ($1, $2, $3, $4, $5, true, 1))"
    "INSERT INTO exclusion_steps (municipality, contract_id, exclusion_id, number, occurred_on,"
    "  recorded_at, recorded_by, reason, correction) VALUES ($1, $2, $3, 1, $6, $7, $8, $9, $10)"};

inline constexpr Statement kLockExclusion = {
    "exclusion_lock",
    "SELECT exclusion_id, request_family_id, support_family_id, in_force, version FROM exclusions "
    "WHERE municipality = $1 AND contract_id = $2 AND exclusion_id = $3 FOR UPDATE"};

inline constexpr Statement kLiftExclusion = {
    "exclusion_lift",
    "WITH lifted AS ("
    "  UPDATE exclusions SET in_force = false, version = 2"
    "  WHERE municipality = $1 AND contract_id = $2 AND exclusion_id = $3)"
    "INSERT INTO exclusion_steps (municipality, contract_id, exclusion_id, number, occurred_on,"
    "  recorded_at, recorded_by, reason, correction) VALUES ($1, $2, $3, 2, $4, $5, $6, $7, $8)"};

// One row per step; the page is of exclusions.
inline constexpr Statement kListExclusions = {
    "exclusion_list",
    "SELECT e.exclusion_id, e.request_family_id, e.support_family_id, e.in_force, e.version,"
    "  s.occurred_on, s.recorded_at, s.recorded_by, s.reason, s.correction "
    "FROM (SELECT exclusion_id, request_family_id, support_family_id, in_force, version"
    "    FROM exclusions WHERE municipality = $1 AND contract_id = $2 AND exclusion_id > $3"
    "    ORDER BY exclusion_id LIMIT $4) AS e "
    "JOIN exclusion_steps s ON s.municipality = $1 AND s.contract_id = $2"
    "  AND s.exclusion_id = e.exclusion_id "
    "ORDER BY e.exclusion_id, s.number"};

// Those in force as whole rows under the contract $3, each with the families as which its two go on
// when they were merged; and their steps.
inline constexpr Statement kTakeExclusions = {
    "exclusion_take",
    "WITH RECURSIVE later (id, next) AS ("
    "  SELECT family_id, merged_into FROM profiles WHERE municipality = $1 AND contract_id = $2"
    "    AND merged_into IS NOT NULL"
    "  UNION SELECT l.id, p.merged_into FROM later l JOIN profiles p ON p.municipality = $1"
    "    AND p.contract_id = $2 AND p.family_id = l.next AND p.merged_into IS NOT NULL), "
    "keeper (id, kept) AS ("
    "  SELECT l.id, l.next FROM later l WHERE NOT EXISTS (SELECT FROM later n WHERE n.id = "
    "l.next)),"
    "taken AS ("
    "  SELECT e.exclusion_id, to_jsonb(e) || jsonb_build_object("
    "    'contract_id', $3::uuid, 'request_kept', r.kept, 'support_kept', s.kept) AS line"
    "  FROM exclusions e LEFT JOIN keeper r ON r.id = e.request_family_id"
    "    LEFT JOIN keeper s ON s.id = e.support_family_id"
    "  WHERE e.municipality = $1 AND e.contract_id = $2 AND e.in_force) "
    "SELECT coalesce(jsonb_agg(t.line), '[]') AS exclusions,"
    "  (SELECT coalesce(jsonb_agg(to_jsonb(x) || jsonb_build_object('contract_id', $3::uuid)), "
    "'[]')"
    "   FROM exclusion_steps x WHERE x.municipality = $1 AND x.contract_id = $2"
    "   AND x.exclusion_id IN (SELECT exclusion_id FROM taken)) AS steps "
    "FROM taken t"};

// Those whose two families have a profile here, as the ones that they became or else as those that
// they were. One that came before, or was excluded here, stays as it is.
inline constexpr Statement kPutExclusions = {
    "exclusion_put_carried",
    "WITH known AS ("
    "  SELECT t.line || jsonb_build_object("
    "    'request_family_id', coalesce(rk.family_id, r.family_id),"
    "    'support_family_id', coalesce(sk.family_id, s.family_id)) AS line"
    "  FROM jsonb_array_elements($3::jsonb) AS t (line)"
    "    LEFT JOIN profiles rk ON rk.municipality = $1 AND rk.contract_id = $2"
    "      AND rk.family_id = (t.line->>'request_kept')::uuid"
    "    LEFT JOIN profiles r ON r.municipality = $1 AND r.contract_id = $2"
    "      AND r.family_id = (t.line->>'request_family_id')::uuid"
    "    LEFT JOIN profiles sk ON sk.municipality = $1 AND sk.contract_id = $2"
    "      AND sk.family_id = (t.line->>'support_kept')::uuid"
    "    LEFT JOIN profiles s ON s.municipality = $1 AND s.contract_id = $2"
    "      AND s.family_id = (t.line->>'support_family_id')::uuid"
    "  WHERE coalesce(rk.family_id, r.family_id) IS NOT NULL"
    "    AND coalesce(sk.family_id, s.family_id) IS NOT NULL), "
    "put AS ("
    "  INSERT INTO exclusions SELECT (x).*"
    "    FROM known k, jsonb_populate_record(NULL::exclusions, k.line) x"
    "  ON CONFLICT DO NOTHING RETURNING exclusion_id) "
    "INSERT INTO exclusion_steps SELECT (x).*"
    "  FROM jsonb_populate_recordset(NULL::exclusion_steps, $4::jsonb) x"
    "  WHERE x.exclusion_id IN (SELECT exclusion_id FROM put)"};

}  // namespace buurtbrug::matching::store::sql
