#pragma once

#include "platform/postgres/param.h"

// What search reads: all of a contract, or only what transactions from $3 on changed.
namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// The first transaction that this statement may not have seen, the contract's days, which one it
// follows, and whether anything changed at all.
inline constexpr Statement kDirectoryState = {
    "directory_state",
    "SELECT pg_snapshot_xmin(s)::text AS next, c.first_day, c.last_day, c.run_off_day,"
    "  c.follows_contract_id,"
    "  EXISTS (SELECT FROM profiles WHERE municipality = $1 AND contract_id = $2"
    "    AND changed_in >= $3::text::xid8)"
    "  OR EXISTS (SELECT FROM readiness WHERE municipality = $1 AND contract_id = $2"
    "    AND changed_in >= $3::text::xid8)"
    "  OR EXISTS (SELECT FROM matches WHERE municipality = $1 AND contract_id = $2"
    "    AND changed_in >= $3::text::xid8)"
    "  OR EXISTS (SELECT FROM exclusions WHERE municipality = $1 AND contract_id = $2"
    "    AND changed_in >= $3::text::xid8)"
    "  OR EXISTS (SELECT FROM weight_versions WHERE municipality = $1 AND contract_id = $2"
    "    AND changed_in >= $3::text::xid8)"
    "  OR EXISTS (SELECT FROM pooled_profiles WHERE municipality = $1 AND contract_id = $2"
    "    AND changed_in >= $3::text::xid8)"
    "  OR EXISTS (SELECT FROM pool_reservations WHERE municipality = $1 AND contract_id = $2"
    "    AND changed_in >= $3::text::xid8)"
    "  OR EXISTS (SELECT FROM area_points WHERE changed_in >= $3::text::xid8) AS changed "
    "FROM pg_current_snapshot() AS s LEFT JOIN contracts c"
    "  ON c.municipality = $1 AND c.contract_id = $2"};

inline constexpr Statement kDirectoryFamilies = {
    "directory_families",
    "SELECT family_id, role, state, capacity, waiting_since, told, told_on, household, erased,"
    "  merged_into, changed_in::text AS changed_in "
    "FROM profiles WHERE municipality = $1 AND contract_id = $2 AND changed_in >= $3::text::xid8"};

inline constexpr Statement kDirectoryReadiness = {
    "directory_readiness",
    "SELECT family_id, told_on, spans, sequence, changed_in::text AS changed_in "
    "FROM readiness WHERE municipality = $1 AND contract_id = $2 AND changed_in >= $3::text::xid8"};

inline constexpr Statement kDirectoryMatches = {
    "directory_matches",
    "SELECT match_id, request_family_id, support_family_id, children, state, end_reason,"
    "  held_until, substitute_family_id, substitute_last_day, changed_in::text AS changed_in "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND changed_in >= $3::text::xid8"};

// Under the scope of a contract that another one follows: matches that may bar a pair (declined 6,
// ended in trial 7 or early 8), merges, and what comes before.
inline constexpr Statement kDirectoryOver = {
    "directory_over",
    "SELECT match_id, request_family_id, support_family_id, children, state, end_reason,"
    "  held_until, substitute_family_id, substitute_last_day, changed_in::text AS changed_in "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND changed_in >= $3::text::xid8"
    "  AND state IN (6, 7, 8)"};

inline constexpr Statement kDirectoryMerges = {
    "directory_merges",
    "SELECT family_id, merged_into, changed_in::text AS changed_in FROM profiles "
    "WHERE municipality = $1 AND contract_id = $2 AND changed_in >= $3::text::xid8"
    "  AND merged_into IS NOT NULL"};

inline constexpr Statement kDirectoryFollows = {
    "directory_follows",
    "SELECT follows_contract_id FROM contracts WHERE municipality = $1 AND contract_id = $2"};

inline constexpr Statement kDirectoryExclusions = {
    "directory_exclusions",
    "SELECT exclusion_id, request_family_id, support_family_id, in_force,"
    "  changed_in::text AS changed_in "
    "FROM exclusions WHERE municipality = $1 AND contract_id = $2"
    "  AND changed_in >= $3::text::xid8"};

inline constexpr Statement kDirectoryPooled = {
    "directory_pooled",
    "SELECT family_id, offering_municipality, offering_contract_id, taken, held,"
    "  changed_in::text AS changed_in "
    "FROM pooled_profiles WHERE municipality = $1 AND contract_id = $2"
    "  AND changed_in >= $3::text::xid8"};

inline constexpr Statement kDirectoryPlacesAway = {
    "directory_places_away",
    "SELECT match_id, family_id, state = 2 AS is_taken, until, changed_in::text AS changed_in "
    "FROM pool_reservations WHERE municipality = $1 AND contract_id = $2"
    "  AND changed_in >= $3::text::xid8"};

inline constexpr Statement kDirectoryAreas = {
    "directory_areas",
    "SELECT area, x_m, y_m, changed_in::text AS changed_in FROM area_points "
    "WHERE changed_in >= $1::text::xid8"};

}  // namespace buurtbrug::matching::store::sql
