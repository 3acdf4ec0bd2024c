#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// What is known of the request family $3: its role, what was told of it, the last decision, and the
// protocol's terms of the day $4, or of the first day where that is later.
inline constexpr Statement kReadTriage = {
    "triage_read",
    "SELECT p.role, p.told, p.told_on,"
    "  d.number, d.outcome, d.proposed, d.occurred_on, d.recorded_at, d.recorded_by, d.reason,"
    "  d.correction, t.volunteers, t.professional_casuistry "
    "FROM profiles p "
    "LEFT JOIN LATERAL ("
    "  SELECT s.number, s.outcome, s.proposed, s.occurred_on, s.recorded_at, s.recorded_by,"
    "    s.reason, s.correction FROM triage_steps s"
    "  WHERE s.municipality = $1 AND s.contract_id = $2 AND s.family_id = $3"
    "  ORDER BY s.number DESC LIMIT 1) AS d ON true "
    "LEFT JOIN LATERAL ("
    "  SELECT v.volunteers, v.professional_casuistry FROM coordination_terms v"
    "  WHERE v.municipality = $1 AND v.contract_id = $2 AND v.first_day <= $4::date"
    "  ORDER BY v.first_day DESC LIMIT 1) AS t ON true "
    "WHERE p.municipality = $1 AND p.contract_id = $2 AND p.family_id = $3"};

// The states of the matches of the families $3 and of those that were merged into one of them;
// which families all these are, and the contract before.
inline constexpr Statement kMatchStates = {
    "triage_match_states",
    "WITH RECURSIVE request (id) AS (SELECT unnest($3::uuid[]) UNION"
    "    SELECT p.family_id FROM request JOIN profiles p ON p.municipality = $1"
    "      AND p.contract_id = $2 AND p.merged_into = request.id) "
    "SELECT (SELECT coalesce(array_agg(m.state), '{}') FROM matches m WHERE m.municipality = $1"
    "    AND m.contract_id = $2 AND m.request_family_id IN (SELECT id FROM request)) AS states,"
    "  (SELECT array_agg(id)::text FROM request) AS families,"
    "  (SELECT follows_contract_id FROM contracts WHERE municipality = $1 AND contract_id = $2)"
    "    AS follows"};

// The family is held, so that nobody else counts on.
inline constexpr Statement kAppendTriage = {
    "triage_append",
    "INSERT INTO triage_steps (municipality, contract_id, family_id, number, outcome, proposed,"
    "  occurred_on, recorded_at, recorded_by, reason, correction) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};

// A version that a contract uses never changes.
inline constexpr Statement kPutCoordinationTerms = {
    "coordination_terms_put",
    "INSERT INTO coordination_terms (municipality, contract_id, first_day, volunteers,"
    "  professional_casuistry, work_kinds, work_minutes) "
    "VALUES ($1, $2, $3, $4, $5::smallint[], $6::smallint[], $7::smallint[]) "
    "ON CONFLICT DO NOTHING"};

}  // namespace buurtbrug::matching::store::sql
