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
    "SELECT family_id, expires_on, revoked_at FROM family_links "
    "WHERE municipality = $1 AND contract_id = $2 AND link_id = $3"};

inline constexpr Statement kLinkNewest = {
    "link_newest",
    "SELECT link_id, expires_on FROM family_links "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 "
    "ORDER BY (revoked_at IS NULL) DESC, link_id DESC LIMIT 1"};

inline constexpr Statement kLinkRevoke = {
    "link_revoke",
    "UPDATE family_links SET revoked_at = $4, withdraw_reason = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND revoked_at IS NULL"};

inline constexpr Statement kContactNewest = {
    "contact_newest",
    "SELECT number, sealed FROM contacts WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id = $3 ORDER BY number DESC LIMIT 1"};

inline constexpr Statement kContactAppend = {
    "contact_append",
    "WITH moved AS ("
    "  UPDATE families SET area = $8 WHERE municipality = $1 AND contract_id = $2"
    "    AND family_id = $3 AND area IS DISTINCT FROM $8)"
    "INSERT INTO contacts (municipality, contract_id, family_id, number, recorded_at, recorded_by,"
    "  sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

}  // namespace buurtbrug::registration::store::sql
