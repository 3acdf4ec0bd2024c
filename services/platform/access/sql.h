#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::platform::access::sql {

// Chains and adds one entry, in one round trip. Entries of one contract wait for each other until
// the commit.
inline constexpr postgres::Statement kAppend = {
    "access_append",
    "WITH head AS ("
    "  INSERT INTO access_chain AS c (municipality, contract_id, sequence, hash)"
    "  VALUES ($1, $2, 1, sha256($5))"
    "  ON CONFLICT (municipality, contract_id) DO UPDATE"
    "    SET sequence = c.sequence + 1, hash = sha256(c.hash || $5)"
    "  RETURNING sequence, hash)"
    "INSERT INTO access_log (municipality, contract_id, sequence, recorded_at, family_id, entry,"
    "  hash) SELECT $1, $2, head.sequence, $3, $4, $5, head.hash FROM head"};

// Newest first, below a sequence.
inline constexpr postgres::Statement kList = {
    "access_list",
    "SELECT sequence, entry FROM access_log "
    "WHERE municipality = $1 AND contract_id = $2 AND sequence < $3 "
    "ORDER BY sequence DESC LIMIT $4"};

inline constexpr postgres::Statement kListOfFamily = {
    "access_list_of_family",
    "SELECT sequence, entry FROM access_log "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $5 AND sequence < $3 "
    "ORDER BY sequence DESC LIMIT $4"};

// Oldest first, above a sequence, as far as another.
inline constexpr postgres::Statement kReplay = {
    "access_replay",
    "SELECT sequence, recorded_at, family_id, entry, hash FROM access_log "
    "WHERE municipality = $1 AND contract_id = $2 AND sequence > $3 AND sequence <= $4 "
    "ORDER BY sequence LIMIT $5"};

inline constexpr postgres::Statement kHead = {
    "access_head",
    "SELECT sequence, hash FROM access_chain WHERE municipality = $1 AND contract_id = $2"};

}  // namespace buurtbrug::platform::access::sql
