#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// Under the scope of the feed: every contract that has a family has an entry about it. Goes from
// one contract to the next along the primary key.
inline constexpr Statement kContractsWithFamilies = {
    "family_contracts",
    "WITH RECURSIVE t (municipality, contract_id) AS ("
    "  (SELECT f.municipality, f.contract_id FROM feed_entries f"
    "   ORDER BY f.municipality, f.contract_id LIMIT 1)"
    "  UNION ALL"
    "  SELECT n.municipality, n.contract_id FROM t CROSS JOIN LATERAL ("
    "    SELECT f.municipality, f.contract_id FROM feed_entries f"
    "    WHERE (f.municipality, f.contract_id) > (t.municipality, t.contract_id)"
    "    ORDER BY f.municipality, f.contract_id LIMIT 1) n)"
    "SELECT municipality, contract_id FROM t"};

// A family by itself: its key and what is sealed under it are put down in the statements after it,
// and the policies let a partner add only to a family that it can see.
inline constexpr Statement kInsertFamily = {
    "family_insert",
    "INSERT INTO families (municipality, contract_id, family_id, role, state, registered_on,"
    "  area, version, referred_by) VALUES ($1, $2, $3, $4, 1, $5, $6, 1, $7)"};

// The people of a family, how it is reached, and its first step, in one round trip.
inline constexpr Statement kInsertPeople = {
    "family_insert_people",
    "WITH adult AS ("
    "  INSERT INTO adults (municipality, contract_id, family_id, number, sealed)"
    "  SELECT $1, $2, $3, n, sealed FROM unnest($4::bytea[]) WITH ORDINALITY AS a (sealed, n)),"
    " child AS ("
    "  INSERT INTO children (municipality, contract_id, family_id, number, sealed)"
    "  SELECT $1, $2, $3, n, sealed FROM unnest($5::bytea[]) WITH ORDINALITY AS c (sealed, n)),"
    " contact AS ("
    "  INSERT INTO contacts (municipality, contract_id, family_id, number, recorded_at,"
    "    recorded_by, sealed) VALUES ($1, $2, $3, 1, $8, $9, $6))"
    "INSERT INTO family_steps (municipality, contract_id, family_id, number, kind, occurred_on,"
    "  recorded_at, recorded_by, correction) VALUES ($1, $2, $3, 1, 1, $7, $8, $9, $10)"};

inline constexpr Statement kLockFamily = {
    "family_lock",
    "SELECT f.family_id, f.role, f.state, f.registered_on, f.capacity, f.version,"
    "  (SELECT count(*) FROM adults a WHERE a.municipality = $1 AND a.contract_id = $2"
    "     AND a.family_id = $3) AS adults,"
    "  (SELECT count(*) FROM children c WHERE c.municipality = $1 AND c.contract_id = $2"
    "     AND c.family_id = $3) AS children "
    "FROM families f WHERE f.municipality = $1 AND f.contract_id = $2 AND f.family_id = $3 "
    "FOR UPDATE OF f"};

inline constexpr Statement kAppendStep = {
    "family_append_step",
    "WITH moved AS ("
    "  UPDATE families SET state = $5, capacity = $6, version = $4"
    "  WHERE municipality = $1 AND contract_id = $2 AND family_id = $3)"
    "INSERT INTO family_steps (municipality, contract_id, family_id, number, kind, occurred_on,"
    "  recorded_at, recorded_by, adult, correction)"
    "  VALUES ($1, $2, $3, $4, $7, $8, $9, $10, $11, $12)"};

// One row per step, with the family and its people as arrays on each: one round trip.
inline constexpr Statement kReadFamily = {
    "family_read",
    "SELECT f.family_id, f.role, f.state, f.registered_on, f.capacity, f.version, f.referred_by,"
    "  (SELECT coalesce(json_agg(encode(a.sealed, 'hex') ORDER BY a.number), '[]') FROM adults a"
    "   WHERE a.municipality = $1 AND a.contract_id = $2 AND a.family_id = $3) AS adults,"
    "  (SELECT coalesce(json_agg(encode(c.sealed, 'hex') ORDER BY c.number), '[]') FROM children c"
    "   WHERE c.municipality = $1 AND c.contract_id = $2 AND c.family_id = $3) AS children,"
    "  (SELECT coalesce(json_agg(json_build_array(p.number, p.person_kind, p.person,"
    "       encode(p.sealed, 'hex')) ORDER BY p.number), '[]') FROM person_steps p"
    "   WHERE p.municipality = $1 AND p.contract_id = $2 AND p.family_id = $3 AND p.kind = 2)"
    "   AS corrections,"
    "  t.number AS contact_number, t.sealed AS contact,"
    "  s.kind, s.occurred_on, s.recorded_at, s.recorded_by, s.adult, s.correction "
    "FROM families f JOIN family_steps s"
    "  ON s.municipality = $1 AND s.contract_id = $2 AND s.family_id = $3 "
    "LEFT JOIN LATERAL (SELECT c.number, c.sealed FROM contacts c"
    "  WHERE c.municipality = $1 AND c.contract_id = $2 AND c.family_id = $3"
    "  ORDER BY c.number DESC LIMIT 1) t ON true "
    "WHERE f.municipality = $1 AND f.contract_id = $2 AND f.family_id = $3 "
    "ORDER BY s.number"};

// In their state on the day $7: a pause that is over makes a paused (6) family an available one
// (3).
inline constexpr Statement kListFamilies = {
    "family_list",
    "SELECT family_id, role, state, registered_on, version FROM ("
    "  SELECT f.family_id, f.role, f.registered_on, f.version,"
    "    CASE WHEN f.state = 6 AND EXISTS (SELECT 1 FROM family_lists l WHERE l.municipality = $1"
    "      AND l.contract_id = $2 AND l.family_id = f.family_id AND l.paused_until < $7::date)"
    "    THEN 3 ELSE f.state END AS state "
    "  FROM families f WHERE f.municipality = $1 AND f.contract_id = $2 AND f.family_id > $3"
    "    AND ($4::smallint IS NULL OR f.role = $4::smallint)) listed "
    "WHERE $5::smallint IS NULL OR state = $5::smallint "
    "ORDER BY family_id LIMIT $6"};

inline constexpr Statement kFamiliesHere = {
    "family_here",
    "SELECT family_id FROM families WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id = ANY($3::uuid[]) ORDER BY family_id"};

inline constexpr Statement kHoldFamilies = {
    "family_hold",
    "SELECT family_id FROM families WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id = ANY($3::uuid[]) ORDER BY family_id FOR SHARE"};

inline constexpr Statement kCarriedFamilies = {
    "family_carried",
    "SELECT f.family_id, f.role, f.state, f.capacity,"
    "  (SELECT count(*) FROM children c WHERE c.municipality = $1 AND c.contract_id = $2"
    "     AND c.family_id = f.family_id) AS children "
    "FROM families f WHERE f.municipality = $1 AND f.contract_id = $2"
    "  AND f.family_id = ANY($3::uuid[]) ORDER BY f.family_id"};

}  // namespace buurtbrug::registration::store::sql
