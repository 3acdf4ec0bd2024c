#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// The newest key that wraps. It is held, so that a rotation does not end past a family that is just
// getting its key.
inline constexpr Statement kNewestContractKey = {
    "vault_newest_contract_key",
    "SELECT number, master_number, wrapped FROM contract_keys "
    "WHERE municipality = $1 AND contract_id = $2 AND number >= 1 "
    "ORDER BY number DESC LIMIT 1 FOR SHARE"};

// Two transactions that both bring the first family: the second waits here, and then uses the
// first one's key.
inline constexpr Statement kInsertContractKey = {
    "vault_insert_contract_key",
    "INSERT INTO contract_keys (municipality, contract_id, number, master_number, wrapped) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"};

inline constexpr Statement kDigestKey = {
    "vault_digest_key",
    "SELECT number, master_number, wrapped FROM contract_keys "
    "WHERE municipality = $1 AND contract_id = $2 AND number = 0"};

inline constexpr Statement kInsertFamilyKey = {
    "vault_insert_family_key",
    "INSERT INTO family_keys (municipality, contract_id, family_id, contract_key_number, wrapped) "
    "VALUES ($1, $2, $3, $4, $5)"};

inline constexpr Statement kAdoptFamilyKey = {
    "vault_adopt_family_key",
    "INSERT INTO family_keys (municipality, contract_id, family_id, contract_key_number, wrapped) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"};

inline constexpr Statement kFamilyKeys = {
    "vault_family_keys",
    "SELECT k.family_id, k.wrapped AS family_wrapped, c.number, c.master_number, c.wrapped "
    "FROM family_keys k JOIN contract_keys c"
    "  ON c.municipality = $1 AND c.contract_id = $2 AND c.number = k.contract_key_number "
    "WHERE k.municipality = $1 AND k.contract_id = $2 AND k.family_id = ANY($3::uuid[])"};

inline constexpr Statement kDestroyFamilyKey = {
    "vault_destroy_family_key",
    "UPDATE family_keys SET wrapped = NULL, destroyed_at = $4 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND wrapped IS NOT NULL"};

}  // namespace buurtbrug::registration::store::sql
