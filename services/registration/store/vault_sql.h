#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// The newest key that wraps. It is held, so that a rotation does not end past a family that is just
// getting its key.
inline constexpr Statement kNewestContractKey = {
    "vault_newest_contract_key",
    "SELECT number, master_number, wrapped FROM contract_keys "
    "WHERE municipality = $1 AND contract_id = $2 AND number >= 1 AND wrapped IS NOT NULL "
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

inline constexpr Statement kAddContractKey = {
    "vault_add_contract_key",
    "INSERT INTO contract_keys (municipality, contract_id, number, master_number, wrapped) "
    "VALUES ($1, $2, $3, $4, $5)"};

// The newest first, as they are locked everywhere.
inline constexpr Statement kHoldContractKeys = {
    "vault_hold_contract_keys",
    "SELECT number, master_number, wrapped FROM contract_keys "
    "WHERE municipality = $1 AND contract_id = $2 AND wrapped IS NOT NULL "
    "ORDER BY number DESC FOR UPDATE"};

// Whoever puts a family's key under one of them waits, and this waits for those who did.
inline constexpr Statement kHoldOldContractKeys = {
    "vault_hold_old_contract_keys",
    "SELECT number FROM contract_keys "
    "WHERE municipality = $1 AND contract_id = $2 AND number >= 1 AND number < $3"
    "  AND wrapped IS NOT NULL ORDER BY number DESC FOR UPDATE"};

inline constexpr Statement kRewrapContractKey = {
    "vault_rewrap_contract_key",
    "UPDATE contract_keys SET master_number = $4, wrapped = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND number = $3"};

inline constexpr Statement kOutdatedFamilyKeys = {
    "vault_outdated_family_keys",
    "SELECT k.family_id, k.wrapped AS family_wrapped, c.number, c.master_number, c.wrapped "
    "FROM family_keys k JOIN contract_keys c"
    "  ON c.municipality = $1 AND c.contract_id = $2 AND c.number = k.contract_key_number "
    "WHERE k.municipality = $1 AND k.contract_id = $2 AND k.contract_key_number < $3"
    "  AND k.wrapped IS NOT NULL "
    "ORDER BY k.contract_key_number, k.family_id LIMIT $4 FOR UPDATE OF k"};

inline constexpr Statement kRewrapFamilyKeys = {
    "vault_rewrap_family_keys",
    "UPDATE family_keys k SET contract_key_number = $3, wrapped = n.wrapped "
    "FROM unnest($4::uuid[], $5::bytea[]) AS n (family_id, wrapped) "
    "WHERE k.municipality = $1 AND k.contract_id = $2 AND k.family_id = n.family_id"
    "  AND k.wrapped IS NOT NULL"};

// After kHoldOldContractKeys in the same transaction: nobody is just putting a key under an old
// one.
inline constexpr Statement kRetireContractKeys = {
    "vault_retire_contract_keys",
    "UPDATE contract_keys c SET wrapped = NULL, retired_at = now() "
    "WHERE c.municipality = $1 AND c.contract_id = $2 AND c.number >= 1 AND c.number < $3"
    "  AND c.wrapped IS NOT NULL"
    "  AND NOT EXISTS (SELECT 1 FROM family_keys k WHERE k.municipality = $1"
    "    AND k.contract_id = $2 AND k.contract_key_number = c.number AND k.wrapped IS NOT NULL)"};

inline constexpr Statement kKeyState = {
    "vault_state",
    "SELECT n.newest,"
    "  (SELECT count(*) FROM contract_keys c WHERE c.municipality = $1 AND c.contract_id = $2"
    "     AND c.wrapped IS NOT NULL AND c.master_number <> $3) AS outdated_contract_keys,"
    "  (SELECT count(*) FROM family_keys k WHERE k.municipality = $1 AND k.contract_id = $2"
    "     AND k.wrapped IS NOT NULL) AS families,"
    "  (SELECT count(*) FROM family_keys k WHERE k.municipality = $1 AND k.contract_id = $2"
    "     AND k.wrapped IS NOT NULL AND k.contract_key_number < n.newest) AS outdated_families "
    "FROM (SELECT coalesce(max(number), 0) AS newest FROM contract_keys"
    "  WHERE municipality = $1 AND contract_id = $2) AS n"};

}  // namespace buurtbrug::registration::store::sql
