#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::evaluation::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kLockMatch = {
    "match_lock",
    "SELECT match_id, state, trial_first_day, definitive_on, ended_on FROM evaluated_matches "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3 FOR UPDATE"};

inline constexpr Statement kHasMatch = {
    "match_exists",
    "SELECT 1 FROM evaluated_matches "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3"};

// A match with its plan, in one round trip: arrays of the moments' numbers, kinds, states and days
// ('' for none). A recorded moment (2) stays as it is.
inline constexpr Statement kPutMatch = {
    "match_put",
    "WITH match AS ("
    "  INSERT INTO evaluated_matches (municipality, contract_id, match_id, state, trial_first_day,"
    "    definitive_on, ended_on) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    "  ON CONFLICT (municipality, contract_id, match_id) DO UPDATE SET state = excluded.state,"
    "    trial_first_day = excluded.trial_first_day, definitive_on = excluded.definitive_on,"
    "    ended_on = excluded.ended_on)"
    "INSERT INTO moments AS m (municipality, contract_id, match_id, number, kind, state, "
    "planned_on) "
    "SELECT $1, $2, $3, p.number, p.kind, p.state, nullif(p.planned_on, '')::date "
    "FROM unnest($8::integer[], $9::smallint[], $10::smallint[], $11::text[])"
    "  AS p (number, kind, state, planned_on) "
    "ON CONFLICT (municipality, contract_id, match_id, number) DO UPDATE SET state = excluded.state"
    "  WHERE m.state <> 2"};

inline constexpr Statement kLockMoment = {
    "moment_lock",
    "SELECT m.match_id, m.state, m.trial_first_day, m.definitive_on, m.ended_on,"
    "  o.number, o.kind, o.state AS moment_state, o.planned_on, o.occurred_on, o.formal_care,"
    "  o.recorded_at, o.recorded_by, o.correction "
    "FROM moments o JOIN evaluated_matches m"
    "  ON m.municipality = $1 AND m.contract_id = $2 AND m.match_id = $3 "
    "WHERE o.municipality = $1 AND o.contract_id = $2 AND o.match_id = $3 AND o.number = $4 "
    "FOR UPDATE OF o"};

inline constexpr Statement kRecordMoment = {
    "moment_record",
    "UPDATE moments SET state = 2, occurred_on = $5, formal_care = $6, recorded_at = $7,"
    "  recorded_by = $8, correction = $9 "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3 AND number = $4"};

// One row per moment; a match without any gives one row without number.
inline constexpr Statement kListMoments = {
    "moment_list",
    "SELECT o.number, o.kind, o.state AS moment_state, o.planned_on, o.occurred_on, o.formal_care,"
    "  o.recorded_at, o.recorded_by, o.correction "
    "FROM evaluated_matches m LEFT JOIN moments o"
    "  ON o.municipality = $1 AND o.contract_id = $2 AND o.match_id = $3 "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id = $3 "
    "ORDER BY o.number"};

// Whole rows, so that a column that is added to the table is carried over too; $4 is the contract
// that they go to. What waits there is planned.
inline constexpr Statement kTakeMoments = {
    "moment_take",
    "SELECT coalesce(jsonb_agg(to_jsonb(o) || jsonb_build_object('contract_id', $4::uuid,"
    "  'state', CASE WHEN o.state = 2 THEN 2 ELSE 1 END)), '[]') AS moments "
    "FROM moments o WHERE o.municipality = $1 AND o.contract_id = $2 AND o.match_id = $3"};

inline constexpr Statement kPutMoments = {
    "moment_put_carried",
    "INSERT INTO moments SELECT (r).* FROM jsonb_populate_recordset(NULL::moments, $1::jsonb) r "
    "ON CONFLICT DO NOTHING"};

}  // namespace buurtbrug::evaluation::store::sql
