#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kInsertPlan = {
    "plan_insert",
    "INSERT INTO plans (municipality, contract_id, plan_id, day, weights_version, made_by, made_at,"
    "  note, correction, units, support_families, helped, fit, gap, helps_most, snapshot,"
    "  snapshot_digest, plan, plan_digest, unplanned_families, unplanned_roles, unplanned_reasons) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::int[], $13, $14, $15, $16,"
    "  sha256($16), $17, sha256($17), $18::uuid[], $19::int[], $20::text[])"};

// In the order in which they were kept.
inline constexpr Statement kReadUnplanned = {
    "plan_read_unplanned",
    "SELECT u.family_id, u.role, u.reason FROM plans CROSS JOIN LATERAL"
    "  unnest(unplanned_families, unplanned_roles, unplanned_reasons)"
    "    WITH ORDINALITY AS u (family_id, role, reason, place) "
    "WHERE municipality = $1 AND contract_id = $2 AND plan_id = $3 ORDER BY u.place"};

inline constexpr Statement kReadPlan = {
    "plan_read",
    "SELECT plan_id, day, weights_version, made_by, made_at, note, units, support_families, helped,"
    "  fit, gap, helps_most, coalesce(cardinality(unplanned_families), 0) AS unplanned,"
    "  snapshot_digest, plan_digest, snapshot, plan,"
    "  snapshot_digest = sha256(snapshot) AND plan_digest = sha256(plan) AS digests_hold "
    "FROM plans WHERE municipality = $1 AND contract_id = $2 AND plan_id = $3"};

inline constexpr Statement kReadPlanRecord = {
    "plan_read_record",
    "SELECT plan_id, day, weights_version, made_by, made_at, note, units, support_families, helped,"
    "  fit, gap, helps_most, coalesce(cardinality(unplanned_families), 0) AS unplanned,"
    "  snapshot_digest, plan_digest "
    "FROM plans WHERE municipality = $1 AND contract_id = $2 AND plan_id = $3"};

// Newest first: ids are in the order of time.
inline constexpr Statement kListPlans = {
    "plan_list",
    "SELECT plan_id, day, weights_version, made_by, made_at, note, units, support_families, helped,"
    "  fit, gap, helps_most, coalesce(cardinality(unplanned_families), 0) AS unplanned,"
    "  snapshot_digest, plan_digest "
    "FROM plans WHERE municipality = $1 AND contract_id = $2 AND plan_id < $3 "
    "ORDER BY plan_id DESC LIMIT $4"};

// Of the index matches_proposed.
inline constexpr Statement kProposals = {
    "match_proposals",
    "SELECT request_family_id, children, support_family_id, held_until "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND state = 1 "
    "ORDER BY match_id"};

}  // namespace buurtbrug::matching::store::sql
