#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// Under the scope of a municipality: those that run on a day, the newest first, or ran before ($2
// is nothing).
inline constexpr Statement kLinkContracts = {
    "link_contracts",
    "SELECT contract_id FROM contracts WHERE municipality = $1 AND ($2::date IS NULL"
    "  OR first_day <= $2::date AND (last_day IS NULL OR last_day >= $2::date)) "
    "ORDER BY first_day DESC, contract_id"};

inline constexpr Statement kLinkInsert = {
    "link_insert",
    "INSERT INTO family_links (municipality, contract_id, link_id, family_id, created_at,"
    "  created_by, expires_on) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

inline constexpr Statement kLinkFind = {
    "link_find",
    "SELECT coalesce(m.stays_family_id, l.family_id) AS family_id, l.expires_on, l.revoked_at "
    "FROM family_links l LEFT JOIN family_merges m"
    "  ON m.municipality = $1 AND m.contract_id = $2 AND m.family_id = l.family_id "
    "WHERE l.municipality = $1 AND l.contract_id = $2 AND l.link_id = $3"};

inline constexpr Statement kLinkNewest = {
    "link_newest",
    "SELECT link_id, expires_on FROM family_links "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 "
    "ORDER BY (revoked_at IS NULL) DESC, link_id DESC LIMIT 1"};

inline constexpr Statement kLinkRevoke = {
    "link_revoke",
    "UPDATE family_links SET revoked_at = $4, withdraw_reason = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND revoked_at IS NULL"
    "  AND family_id = ANY (SELECT $3::uuid UNION ALL SELECT m.family_id FROM family_merges m"
    "    WHERE m.municipality = $1 AND m.contract_id = $2 AND m.stays_family_id = $3::uuid)"};

inline constexpr Statement kDepartureInsert = {
    "departure_insert",
    "INSERT INTO family_departures (municipality, contract_id, family_id, to_contract_id,"
    "  departed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"};

inline constexpr Statement kDepartureFind = {
    "departure_find",
    "SELECT FROM family_departures "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

// Families that withdrew (8), by their last step (11), with their matches that run (1 to 5).
inline constexpr Statement kWithdrawnInMatch = {
    "link_withdrawn_in_match",
    "SELECT f.family_id, m.matches,"
    "  (SELECT max(s.occurred_on) FROM family_steps s WHERE s.municipality = $1"
    "     AND s.contract_id = $2 AND s.family_id = f.family_id AND s.kind = 11) AS withdrawn_on,"
    "  (SELECT max(l.withdraw_reason) FROM family_links l WHERE l.municipality = $1"
    "     AND l.contract_id = $2 AND l.family_id = f.family_id) AS reason "
    "FROM families f"
    "  CROSS JOIN LATERAL (SELECT json_agg(x.match_id ORDER BY x.match_id) AS matches"
    "    FROM family_matches x WHERE x.municipality = $1 AND x.contract_id = $2"
    "      AND x.family_id = f.family_id AND x.state BETWEEN 1 AND 5) m "
    "WHERE f.municipality = $1 AND f.contract_id = $2 AND f.state = 8 AND f.family_id > $3"
    "  AND m.matches IS NOT NULL ORDER BY f.family_id LIMIT $4"};

inline constexpr Statement kContactNewest = {
    "contact_newest",
    "SELECT number, sealed FROM contacts WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id = $3 ORDER BY number DESC LIMIT 1"};

inline constexpr Statement kContactAppend = {
    "contact_append",
    "WITH moved AS ("
    "  UPDATE families SET area = $8, version = $9"
    "  WHERE municipality = $1 AND contract_id = $2 AND family_id = $3)"
    "INSERT INTO contacts (municipality, contract_id, family_id, number, recorded_at, recorded_by,"
    "  sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

}  // namespace buurtbrug::registration::store::sql
