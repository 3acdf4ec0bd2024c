#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// A referred family by itself: the policies let a partner put down only what belongs to a family
// that it can see, which it does from the next statement on.
inline constexpr Statement kInsertReferredFamily = {
    "family_insert_referred",
    "INSERT INTO families (municipality, contract_id, family_id, role, state, registered_on,"
    "  postcode, version, referred_by) VALUES ($1, $2, $3, $4, 1, $5, $6, 1, $7)"};

// A family with its people and its first step, in one round trip. Of a referred one ($12), the
// family itself is there already.
inline constexpr Statement kInsertFamily = {
    "family_insert",
    "WITH family AS ("
    "  INSERT INTO families (municipality, contract_id, family_id, role, state, registered_on,"
    "    postcode, version) SELECT $1, $2, $3, $4, 1, $5, $6, 1 WHERE NOT $12::boolean),"
    " adult AS ("
    "  INSERT INTO adults (municipality, contract_id, family_id, number, name)"
    "  SELECT $1, $2, $3, n, name FROM unnest($7::text[]) WITH ORDINALITY AS a (name, n)),"
    " child AS ("
    "  INSERT INTO children (municipality, contract_id, family_id, number, birth_date)"
    "  SELECT $1, $2, $3, n, born FROM unnest($8::date[]) WITH ORDINALITY AS c (born, n))"
    "INSERT INTO family_steps (municipality, contract_id, family_id, number, kind, occurred_on,"
    "  recorded_at, recorded_by, correction) VALUES ($1, $2, $3, 1, 1, $5, $9, $10, $11)"};

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
    "SELECT f.family_id, f.role, f.state, f.registered_on, f.postcode, f.capacity, f.version,"
    "  f.referred_by,"
    "  (SELECT coalesce(json_agg(a.name ORDER BY a.number), '[]') FROM adults a"
    "   WHERE a.municipality = $1 AND a.contract_id = $2 AND a.family_id = $3) AS adult_names,"
    "  (SELECT coalesce(string_agg(c.birth_date::text, ',' ORDER BY c.number), '') FROM children c"
    "   WHERE c.municipality = $1 AND c.contract_id = $2 AND c.family_id = $3) AS birth_dates,"
    "  s.kind, s.occurred_on, s.recorded_at, s.recorded_by, s.adult, s.correction "
    "FROM families f JOIN family_steps s"
    "  ON s.municipality = $1 AND s.contract_id = $2 AND s.family_id = $3 "
    "WHERE f.municipality = $1 AND f.contract_id = $2 AND f.family_id = $3 "
    "ORDER BY s.number"};

inline constexpr Statement kListFamilies = {
    "family_list",
    "SELECT family_id, role, state, registered_on, version FROM families "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id > $3"
    "  AND ($4::smallint IS NULL OR role = $4::smallint) "
    "ORDER BY family_id LIMIT $5"};

inline constexpr Statement kInsertReferral = {
    "referral_insert",
    "INSERT INTO referrals (municipality, contract_id, referral_id, partner_id, family_id,"
    "  reference, referred_on, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

// The status is the family's state; intake (2) and screening (5) are the steps that move it.
inline constexpr Statement kReadReferral = {
    "referral_read",
    "SELECT r.referral_id, r.reference, r.referred_on, f.state,"
    "  coalesce((SELECT max(s.occurred_on) FROM family_steps s WHERE s.municipality = $1"
    "     AND s.contract_id = $2 AND s.family_id = r.family_id AND s.kind IN (2, 5)),"
    "    r.referred_on) AS status_since "
    "FROM referrals r JOIN families f"
    "  ON f.municipality = $1 AND f.contract_id = $2 AND f.family_id = r.family_id "
    "WHERE r.municipality = $1 AND r.contract_id = $2 AND r.partner_id = $3"
    "  AND r.referral_id = $4"};

inline constexpr Statement kListReferrals = {
    "referral_list",
    "SELECT r.referral_id, r.reference, r.referred_on, f.state,"
    "  coalesce((SELECT max(s.occurred_on) FROM family_steps s WHERE s.municipality = $1"
    "     AND s.contract_id = $2 AND s.family_id = r.family_id AND s.kind IN (2, 5)),"
    "    r.referred_on) AS status_since "
    "FROM referrals r JOIN families f"
    "  ON f.municipality = $1 AND f.contract_id = $2 AND f.family_id = r.family_id "
    "WHERE r.municipality = $1 AND r.contract_id = $2 AND r.partner_id = $3"
    "  AND r.referral_id > $4 "
    "ORDER BY r.referral_id LIMIT $5"};

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
