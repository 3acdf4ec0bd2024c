#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// What is known of the request family $3: its role, what was told of it, the states of its matches,
// the last decision, and the protocol's terms of the day $4, or of the first day where that is
// later.
inline constexpr Statement kReadTriage = {
    "triage_read",
    "SELECT p.role, p.told, p.told_on,"
    "  (SELECT coalesce(array_agg(m.state), '{}') FROM matches m WHERE m.municipality = $1"
    "   AND m.contract_id = $2 AND m.request_family_id = $3) AS match_states,"
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
