#pragma once

#include "platform/postgres/param.h"

// What was written before there was sealing.
namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kPlainFamilies = {
    "plain_families",
    "SELECT f.family_id, f.postcode, s.recorded_at, s.recorded_by "
    "FROM families f JOIN family_steps s ON s.municipality = $1 AND s.contract_id = $2"
    "  AND s.family_id = f.family_id AND s.number = 1 "
    "WHERE f.municipality = $1 AND f.contract_id = $2 AND f.postcode IS NOT NULL "
    "ORDER BY f.family_id LIMIT $3 FOR UPDATE OF f"};

inline constexpr Statement kPlainPeople = {
    "plain_people",
    "SELECT true AS is_adult, number, name AS text FROM adults WHERE municipality = $1"
    "  AND contract_id = $2 AND family_id = $3 AND sealed IS NULL "
    "UNION ALL "
    "SELECT false, number, birth_date::text FROM children WHERE municipality = $1"
    "  AND contract_id = $2 AND family_id = $3 AND sealed IS NULL"};

inline constexpr Statement kSealAdult = {
    "plain_seal_adult",
    "UPDATE adults SET name = NULL, sealed = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND number = $4"};

inline constexpr Statement kSealChild = {
    "plain_seal_child",
    "UPDATE children SET birth_date = NULL, sealed = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND number = $4"};

inline constexpr Statement kSealFamily = {
    "plain_seal_family",
    "WITH emptied AS ("
    "  UPDATE families SET postcode = NULL, area = $4"
    "  WHERE municipality = $1 AND contract_id = $2 AND family_id = $3)"
    "INSERT INTO contacts (municipality, contract_id, family_id, number, recorded_at, recorded_by,"
    "  sealed) VALUES ($1, $2, $3, 1, $5, $6, $7)"};

}  // namespace buurtbrug::registration::store::sql
