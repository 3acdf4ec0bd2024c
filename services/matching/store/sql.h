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
    "  recorded_at, recorded_by, reason) VALUES ($1, $2, $3, 1, $7, $8, $9, $10, $11)"};

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
    "  recorded_at, recorded_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};

// One row per step, with the match on each: one round trip.
inline constexpr Statement kReadMatch = {
    "match_read",
    "SELECT m.match_id, m.request_family_id, m.children, m.support_family_id, m.state,"
    "  m.last_step_on, m.version, s.state AS step_state, s.occurred_on, s.recorded_at,"
    "  s.recorded_by, s.reason "
    "FROM matches m JOIN match_steps s"
    "  ON s.municipality = $1 AND s.contract_id = $2 AND s.match_id = $3 "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id = $3 "
    "ORDER BY s.number"};

inline constexpr Statement kListMatches = {
    "match_list",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id > $3 "
    "ORDER BY match_id LIMIT $4"};

}  // namespace buurtbrug::matching::store::sql
