#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kInsertExclusion = {
    "exclusion_insert",
    "WITH exclusion AS ("
    "  INSERT INTO exclusions (municipality, contract_id, exclusion_id, request_family_id,"
    "    support_family_id, in_force, version) VALUES ($1, $2, $3, $4, $5, true, 1))"
    "INSERT INTO exclusion_steps (municipality, contract_id, exclusion_id, number, occurred_on,"
    "  recorded_at, recorded_by, reason, correction) VALUES ($1, $2, $3, 1, $6, $7, $8, $9, $10)"};

inline constexpr Statement kLockExclusion = {
    "exclusion_lock",
    "SELECT exclusion_id, request_family_id, support_family_id, in_force, version FROM exclusions "
    "WHERE municipality = $1 AND contract_id = $2 AND exclusion_id = $3 FOR UPDATE"};

inline constexpr Statement kLiftExclusion = {
    "exclusion_lift",
    "WITH lifted AS ("
    "  UPDATE exclusions SET in_force = false, version = 2"
    "  WHERE municipality = $1 AND contract_id = $2 AND exclusion_id = $3)"
    "INSERT INTO exclusion_steps (municipality, contract_id, exclusion_id, number, occurred_on,"
    "  recorded_at, recorded_by, reason, correction) VALUES ($1, $2, $3, 2, $4, $5, $6, $7, $8)"};

// One row per step; the page is of exclusions.
inline constexpr Statement kListExclusions = {
    "exclusion_list",
    "SELECT e.exclusion_id, e.request_family_id, e.support_family_id, e.in_force, e.version,"
    "  s.occurred_on, s.recorded_at, s.recorded_by, s.reason, s.correction "
    "FROM (SELECT exclusion_id, request_family_id, support_family_id, in_force, version"
    "    FROM exclusions WHERE municipality = $1 AND contract_id = $2 AND exclusion_id > $3"
    "    ORDER BY exclusion_id LIMIT $4) AS e "
    "JOIN exclusion_steps s ON s.municipality = $1 AND s.contract_id = $2"
    "  AND s.exclusion_id = e.exclusion_id "
    "ORDER BY e.exclusion_id, s.number"};

}  // namespace buurtbrug::matching::store::sql
