#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kInsertMinutes = {
    "minutes_insert",
    "INSERT INTO minutes_steps (municipality, contract_id, record_id, match_id, work, minutes,"
    "  replaces_record_id, occurred_on, recorded_at, recorded_by, correction) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};

// Whether the match is there, over or not. Held as by a row that refers to it: who assigns it
// waits.
inline constexpr Statement kKeepMatch = {
    "minutes_keep_match",
    "SELECT 1 FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id = $3 "
    "FOR KEY SHARE"};

// The record $3 of $5 about the match $4, whether another one took its place, and whether the
// period of its day is sealed.
inline constexpr Statement kFindMinutes = {
    "minutes_find",
    "SELECT EXISTS (SELECT 1 FROM minutes_steps r WHERE r.municipality = $1 AND r.contract_id = $2"
    "  AND r.replaces_record_id = $3) AS replaced,"
    "  EXISTS (SELECT 1 FROM subsidy_periods p WHERE p.municipality = $1 AND p.contract_id = $2"
    "  AND s.occurred_on BETWEEN p.first_day AND p.last_day AND p.sealed_at IS NOT NULL) AS sealed,"
    "  s.occurred_on "
    "FROM minutes_steps s WHERE s.municipality = $1 AND s.contract_id = $2 AND s.record_id = $3"
    "  AND s.match_id = $4 AND s.recorded_by = $5"};

// From $3 to $4, but for those that were replaced.
inline constexpr Statement kMinutesSpent = {
    "minutes_spent",
    "SELECT s.match_id, s.work, s.recorded_by, sum(s.minutes) AS minutes FROM minutes_steps s "
    "WHERE s.municipality = $1 AND s.contract_id = $2 AND s.occurred_on BETWEEN $3 AND $4"
    "  AND NOT EXISTS (SELECT 1 FROM minutes_steps r WHERE r.municipality = $1"
    "    AND r.contract_id = $2 AND r.replaces_record_id = s.record_id) "
    "GROUP BY s.match_id, s.work, s.recorded_by"};

// Of which work on which match minutes were recorded, on whatever day. In a period from $3 to $4
// that was sealed at $5 only what was recorded by then, in the period itself, or as a correction.
inline constexpr Statement kWorkRecorded = {
    "minutes_work",
    "WITH known AS (SELECT record_id, match_id, work, replaces_record_id FROM minutes_steps"
    "  WHERE municipality = $1 AND contract_id = $2"
    "    AND ($5::timestamptz IS NULL OR recorded_at <= $5 OR correction"
    "      OR occurred_on BETWEEN $3 AND $4)) "
    "SELECT DISTINCT s.match_id, s.work FROM known s "
    "WHERE NOT EXISTS (SELECT 1 FROM known r WHERE r.replaces_record_id = s.record_id)"};

// The steps that somebody took from $3 to $4, with whose the match was on that day and the minutes
// of the protocol of that day. A match that was carried over to here brought its steps along: those
// before its first day here are the other contract's.
inline constexpr Statement kStepsTaken = {
    "caseload_steps",
    "SELECT s.match_id, s.state, coalesce(a.coordinator, p.recorded_by) AS coordinator,"
    "  v.work_kinds, v.work_minutes "
    "FROM match_steps s JOIN contracts c ON c.municipality = $1 AND c.contract_id = $2"
    "    AND s.occurred_on >= c.first_day "
    "JOIN match_steps p ON p.municipality = $1 AND p.contract_id = $2"
    "    AND p.match_id = s.match_id AND p.number = 1 "
    "LEFT JOIN LATERAL ("
    "  SELECT x.coordinator FROM assignment_steps x"
    "  WHERE x.municipality = $1 AND x.contract_id = $2 AND x.match_id = s.match_id"
    "    AND x.first_day <= s.occurred_on AND (x.last_day IS NULL OR x.last_day >= s.occurred_on)"
    "  ORDER BY x.number DESC LIMIT 1) AS a ON true "
    "LEFT JOIN LATERAL ("
    "  SELECT t.work_kinds, t.work_minutes FROM coordination_terms t"
    "  WHERE t.municipality = $1 AND t.contract_id = $2 AND t.first_day <= s.occurred_on"
    "  ORDER BY t.first_day DESC LIMIT 1) AS v ON true "
    "WHERE s.municipality = $1 AND s.contract_id = $2 AND s.occurred_on BETWEEN $3 AND $4"
    "  AND s.end_reason IS DISTINCT FROM 1 "
    "ORDER BY s.match_id, s.number"};

// Whose each match was on the day $3 that was in one of the states $4 on it, by the last of its
// steps until then. What is over now with nothing behind that day was over on it.
inline constexpr Statement kHoldersOn = {
    "caseload_holders",
    "SELECT coalesce(a.coordinator, p.recorded_by) AS coordinator "
    "FROM matches m JOIN match_steps p ON p.municipality = $1 AND p.contract_id = $2"
    "    AND p.match_id = m.match_id AND p.number = 1 "
    "JOIN LATERAL ("
    "  SELECT s.state FROM match_steps s WHERE s.municipality = $1 AND s.contract_id = $2"
    "    AND s.match_id = m.match_id AND s.occurred_on <= $3::date"
    "  ORDER BY s.number DESC LIMIT 1) AS l ON l.state = ANY($4::smallint[]) "
    "LEFT JOIN LATERAL ("
    "  SELECT x.coordinator FROM assignment_steps x"
    "  WHERE x.municipality = $1 AND x.contract_id = $2 AND x.match_id = m.match_id"
    "    AND x.first_day <= $3::date AND (x.last_day IS NULL OR x.last_day >= $3::date)"
    "  ORDER BY x.number DESC LIMIT 1) AS a ON true "
    "WHERE m.municipality = $1 AND m.contract_id = $2"
    "  AND (m.state = ANY($4::smallint[]) OR m.last_step_on > $3::date)"};

inline constexpr Statement kReadPeriod = {
    "caseload_period",
    "SELECT p.first_day, p.last_day, p.sealed_at, h.minutes, h.precision_code, h.per "
    "FROM subsidy_periods p "
    "LEFT JOIN period_hours h ON h.municipality = $1 AND h.contract_id = $2 AND h.name = $3 "
    "WHERE p.municipality = $1 AND p.contract_id = $2 AND p.name = $3"};

inline constexpr Statement kPutPeriodHours = {
    "period_hours_put",
    "INSERT INTO period_hours (municipality, contract_id, name, minutes, precision_code, per,"
    "  version) VALUES ($1, $2, $3, $4, $5, $6, $7) "
    "ON CONFLICT (municipality, contract_id, name) DO UPDATE SET minutes = excluded.minutes,"
    "  precision_code = excluded.precision_code, per = excluded.per, version = excluded.version "
    "WHERE period_hours.version < excluded.version"};

}  // namespace buurtbrug::matching::store::sql
