#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// The feed is in the order of transactions; of two steps of one family the sequence tells which
// came first.
inline constexpr Statement kPutProfile = {
    "profile_put",
    "INSERT INTO profiles (municipality, contract_id, family_id, role, state, children, capacity,"
    "  sequence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET role = excluded.role,"
    "  state = excluded.state, children = excluded.children, capacity = excluded.capacity,"
    "  sequence = excluded.sequence "
    "WHERE profiles.sequence < excluded.sequence"};

inline constexpr Statement kReadProfiles = {
    "profile_read_two",
    "SELECT family_id, role, state, children, capacity FROM profiles "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id IN ($3, $4)"};

// NO KEY: a proposal, which only refers to the profile, does not wait.
inline constexpr Statement kLockProfile = {
    "profile_lock",
    "SELECT 1 FROM profiles WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 "
    "FOR NO KEY UPDATE"};

// A statement of its own, behind the lock: only then does it see what the one before left.
inline constexpr Statement kStatesOfSupportFamily = {
    "match_states_of_support_family",
    "SELECT state FROM matches "
    "WHERE municipality = $1 AND contract_id = $2 AND support_family_id = $3"};

// A match with its first step, in one round trip.
inline constexpr Statement kInsertMatch = {
    "match_insert",
    "WITH match AS ("
    "  INSERT INTO matches (municipality, contract_id, match_id, request_family_id, children,"
    "    support_family_id, state, last_step_on, version)"
    "  VALUES ($1, $2, $3, $4, $5::smallint[], $6, $7, $8, 1))"
    "INSERT INTO match_steps (municipality, contract_id, match_id, number, state, occurred_on,"
    "  recorded_at, recorded_by, reason, correction)"
    "  VALUES ($1, $2, $3, 1, $7, $8, $9, $10, $11, $12)"};

inline constexpr Statement kLockMatch = {
    "match_lock",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id = $3 FOR UPDATE"};

inline constexpr Statement kSupportFamily = {
    "match_support_family",
    "SELECT support_family_id FROM matches "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3"};

inline constexpr Statement kAppendStep = {
    "match_append_step",
    "WITH moved AS ("
    "  UPDATE matches SET state = $5, last_step_on = $6, version = $4"
    "  WHERE municipality = $1 AND contract_id = $2 AND match_id = $3)"
    "INSERT INTO match_steps (municipality, contract_id, match_id, number, state, occurred_on,"
    "  recorded_at, recorded_by, reason, correction)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};

// One row per step, with the match on each: one round trip.
inline constexpr Statement kReadMatch = {
    "match_read",
    "SELECT m.match_id, m.request_family_id, m.children, m.support_family_id, m.state,"
    "  m.last_step_on, m.version, m.carried_from_contract_id, s.state AS step_state, s.occurred_on,"
    "  s.recorded_at, s.recorded_by, s.reason, s.correction "
    "FROM matches m JOIN match_steps s"
    "  ON s.municipality = $1 AND s.contract_id = $2 AND s.match_id = $3 "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id = $3 "
    "ORDER BY s.number"};

inline constexpr Statement kListMatches = {
    "match_list",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id > $3 "
    "ORDER BY match_id LIMIT $4"};

inline constexpr Statement kRunningMatches = {
    "match_running",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND state IN (4, 5) "
    "ORDER BY match_id"};

inline constexpr Statement kNamedMatches = {
    "match_named",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id = ANY($3::uuid[]) "
    "ORDER BY match_id"};

inline constexpr Statement kHoldMatches = {
    "match_hold",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id = ANY($3::uuid[]) "
    "ORDER BY match_id FOR UPDATE"};

inline constexpr Statement kCarriedDays = {
    "match_carried_days",
    "SELECT m.match_id, m.carried_counted, t.occurred_on AS trial_first_day,"
    "  d.occurred_on AS definitive_on "
    "FROM matches m JOIN match_steps t ON t.municipality = $1 AND t.contract_id = $2"
    "    AND t.match_id = m.match_id AND t.state = 4 "
    "LEFT JOIN match_steps d ON d.municipality = $1 AND d.contract_id = $2"
    "    AND d.match_id = m.match_id AND d.state = 5 "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id = ANY($3::uuid[]) "
    "ORDER BY m.match_id"};

inline constexpr Statement kCountingPeriods = {
    "period_counting",
    "SELECT first_day, last_day, counted_at FROM subsidy_periods "
    "WHERE municipality = $1 AND contract_id = $2"};

// Whole rows, so that a column that is added to a table is carried over too. $4 is the contract
// that they go to, $5 those that were counted.
inline constexpr Statement kTakeMatches = {
    "match_take",
    "SELECT"
    "  (SELECT coalesce(jsonb_agg(to_jsonb(m) || jsonb_build_object('contract_id', $4::uuid,"
    "     'carried_from_contract_id', $2::uuid,"
    "     'carried_counted', m.match_id = ANY($5::uuid[]))), '[]')"
    "   FROM matches m WHERE m.municipality = $1 AND m.contract_id = $2"
    "   AND m.match_id = ANY($3::uuid[])) AS matches,"
    "  (SELECT coalesce(jsonb_agg(to_jsonb(s) || jsonb_build_object('contract_id', $4::uuid)), "
    "'[]')"
    "   FROM match_steps s WHERE s.municipality = $1 AND s.contract_id = $2"
    "   AND s.match_id = ANY($3::uuid[])) AS steps"};

inline constexpr Statement kPutMatches = {
    "match_put_carried",
    "WITH match AS ("
    "  INSERT INTO matches SELECT (r).* FROM jsonb_populate_recordset(NULL::matches, $1::jsonb) r)"
    "INSERT INTO match_steps"
    "  SELECT (r).* FROM jsonb_populate_recordset(NULL::match_steps, $2::jsonb) r"};

// The last step of each match here.
inline constexpr Statement kLeaveMatches = {
    "match_leave",
    "WITH moved AS ("
    "  UPDATE matches SET state = 11, last_step_on = $4, version = version + 1"
    "  WHERE municipality = $1 AND contract_id = $2 AND match_id = ANY($3::uuid[])"
    "  RETURNING match_id, version)"
    "INSERT INTO match_steps (municipality, contract_id, match_id, number, state, occurred_on,"
    "  recorded_at, recorded_by) "
    "SELECT $1, $2, match_id, version, 11, $4, $5, $6 FROM moved"};

}  // namespace buurtbrug::matching::store::sql
