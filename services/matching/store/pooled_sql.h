#pragma once

#include "platform/postgres/param.h"

// Support families of one contract that are shown to another one. kOffer* run under the scope of
// the offering contract, all others under that of the receiving one.
namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// The first transaction that the statement after this one may not see.
inline constexpr Statement kOfferNext = {
    "offer_next", "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS next"};

// Those of the contract that changed from transaction $3 on, and those into which such a family was
// merged. This is all that goes to the contract $5 of municipality $4, and only of a family that
// agrees; of any other it says that it is not offered. From the beginning (0) those are left out.
// What was merged into a family (`merged`) only finds the copies of it that are there already.
// Places that matches of the receiving contract take are known there already.
inline constexpr Statement kOfferChanged = {
    "offer_changed",
    "WITH RECURSIVE changed (family_id) AS ("
    "  SELECT family_id FROM profiles WHERE municipality = $1 AND contract_id = $2"
    "    AND changed_in >= $3::text::xid8"
    "  UNION SELECT family_id FROM readiness WHERE municipality = $1 AND contract_id = $2"
    "    AND changed_in >= $3::text::xid8"
    "  UNION SELECT support_family_id FROM matches WHERE municipality = $1"
    "    AND contract_id = $2 AND changed_in >= $3::text::xid8"
    "  UNION SELECT substitute_family_id FROM matches WHERE municipality = $1"
    "    AND contract_id = $2 AND changed_in >= $3::text::xid8"
    "    AND substitute_family_id IS NOT NULL"
    "  UNION SELECT family_id FROM pool_reservations WHERE municipality = $1"
    "    AND contract_id = $2 AND changed_in >= $3::text::xid8), "
    // Each family that was merged, with each that it became: few, so that they are read as a whole.
    "gone (family_id, into_id) AS ("
    "  SELECT family_id, merged_into FROM profiles WHERE municipality = $1 AND contract_id = $2"
    "    AND merged_into IS NOT NULL"
    "  UNION SELECT g.family_id, p.merged_into FROM gone g JOIN profiles p"
    "    ON p.municipality = $1 AND p.contract_id = $2 AND p.family_id = g.into_id"
    "    AND p.merged_into IS NOT NULL) "
    "SELECT f.family_id, f.offered, f.erased,"
    "  CASE WHEN f.offered THEN f.state END AS state,"
    "  CASE WHEN f.offered THEN f.capacity END AS capacity,"
    "  CASE WHEN f.offered THEN f.told END AS told,"
    "  CASE WHEN f.offered THEN f.told_on END AS profile_told_on,"
    "  r.told_on, r.spans, r.sequence, t.taken, coalesce(t.held, '') AS held,"
    "  coalesce(array_to_string(g.merged, ','), '') AS merged "
    "FROM ("
    "  SELECT p.family_id, p.erased, p.state, p.capacity, p.told, p.told_on,"
    "    p.pool_consent AND NOT p.erased AND p.merged_into IS NULL AS offered"
    "  FROM (SELECT family_id FROM changed UNION SELECT into_id FROM gone"
    "      WHERE family_id IN (SELECT family_id FROM changed)) AS c"
    "  JOIN profiles p ON p.municipality = $1 AND p.contract_id = $2"
    "    AND p.family_id = c.family_id"
    "  WHERE p.role = 2) AS f "
    "LEFT JOIN readiness r ON f.offered AND r.municipality = $1 AND r.contract_id = $2"
    "  AND r.family_id = f.family_id "
    "LEFT JOIN (SELECT into_id, array_agg(family_id) AS merged FROM gone GROUP BY into_id) AS g"
    "  ON f.offered AND g.into_id = f.family_id "
    "LEFT JOIN LATERAL ("
    "  SELECT sum(p.taken) AS taken, string_agg(p.held, ',' ORDER BY p.held) AS held"
    "  FROM unnest(array_append(g.merged, f.family_id)) AS m (id) CROSS JOIN LATERAL ("
    "    SELECT count(*) FILTER (WHERE t.until IS NULL) AS taken,"
    "      string_agg(t.until::text, ',' ORDER BY t.until) AS held"
    "    FROM taken_places t WHERE t.municipality = $1 AND t.contract_id = $2"
    "      AND t.family_id = m.id AND NOT EXISTS ("
    "        SELECT FROM pool_reservations r WHERE r.municipality = $1 AND r.contract_id = $2"
    "          AND r.match_id = t.match_id AND r.receiving_municipality = $4"
    "          AND r.receiving_contract_id = $5)) AS p) AS t ON f.offered "
    "WHERE f.offered OR $3::text::xid8 <> '0'::xid8 "
    "ORDER BY f.family_id"};

inline constexpr Statement kPoolPosition = {
    "pool_position",
    "SELECT next FROM pool_positions WHERE municipality = $1 AND contract_id = $2"
    "  AND offering_municipality = $3 AND offering_contract_id = $4"
    "  AND pool_agreement_id = $5 AND first_day = $6::date"};

// Holds the position until the end of the transaction.
inline constexpr Statement kClaimPoolPosition = {
    "pool_claim_position",
    "INSERT INTO pool_positions AS p (municipality, contract_id, offering_municipality,"
    "  offering_contract_id, pool_agreement_id, first_day, next) "
    "VALUES ($1, $2, $3, $4, $5, $6, '0'::xid8) "
    "ON CONFLICT (municipality, contract_id, offering_municipality, offering_contract_id)"
    "  DO UPDATE SET pool_agreement_id = excluded.pool_agreement_id,"
    "    first_day = excluded.first_day,"
    "    next = CASE WHEN p.pool_agreement_id = excluded.pool_agreement_id"
    "      AND p.first_day = excluded.first_day THEN p.next ELSE '0'::xid8 END "
    "RETURNING next"};

inline constexpr Statement kMovePoolPosition = {
    "pool_move_position",
    "UPDATE pool_positions SET next = $5::text::xid8 WHERE municipality = $1 AND contract_id = $2"
    "  AND offering_municipality = $3 AND offering_contract_id = $4"
    "  AND next <> $5::text::xid8"};

// The id under which a family of the offering municipality is known here.
inline constexpr Statement kPooledId = {
    "pooled_id",
    "SELECT family_id FROM pooled_profiles WHERE municipality = $1 AND contract_id = $2"
    "  AND offering_municipality = $3 AND offering_family_id = $4"};

inline constexpr Statement kPoolFollows = {
    "pool_follows",
    "SELECT follows_contract_id FROM contracts "
    "WHERE municipality = $1 AND contract_id = $2 AND follows_contract_id IS NOT NULL"};

// The contracts of which something is shown here.
inline constexpr Statement kShownOfferings = {
    "pooled_offerings",
    "SELECT DISTINCT offering_municipality, offering_contract_id FROM pooled_profiles "
    "WHERE municipality = $1 AND contract_id = $2 AND shown"};

// Those of the families $3 that another contract offers.
inline constexpr Statement kPooledAmong = {
    "pooled_among",
    "SELECT family_id FROM pooled_profiles "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = ANY($3::uuid[])"};

// Their rows, and those of families that are excluded with another one, as JSON under the contract
// $4, emptied.
inline constexpr Statement kTakePooled = {
    "pooled_take",
    "SELECT coalesce(jsonb_agg(to_jsonb(f) || jsonb_build_object('contract_id', $4::uuid,"
    "    'state', 7, 'capacity', 0, 'told', NULL, 'told_on', NULL)), '[]') AS profiles,"
    "  coalesce(jsonb_agg(to_jsonb(p) || jsonb_build_object('contract_id', $4::uuid,"
    "    'shown', false, 'taken', 0, 'held', '')), '[]') AS pooled "
    "FROM pooled_profiles p JOIN profiles f"
    "  ON f.municipality = $1 AND f.contract_id = $2 AND f.family_id = p.family_id "
    "WHERE p.municipality = $1 AND p.contract_id = $2 AND (p.family_id = ANY($3::uuid[])"
    "  OR EXISTS (SELECT FROM exclusions e WHERE e.municipality = $1 AND e.contract_id = $2"
    "    AND e.support_family_id = p.family_id AND e.in_force))"};

inline constexpr Statement kPutTakenPooled = {
    "pooled_put_taken",
    "WITH profile AS ("
    "  INSERT INTO profiles SELECT (r).* FROM jsonb_populate_recordset(NULL::profiles, $1::jsonb) r"
    "  ON CONFLICT DO NOTHING)"
    "INSERT INTO pooled_profiles"
    "  SELECT (r).* FROM jsonb_populate_recordset(NULL::pooled_profiles, $2::jsonb) r "
    "ON CONFLICT DO NOTHING"};

// What is as it was is not written: a row that is written is read again by search.
inline constexpr Statement kPutPooledProfile = {
    "pooled_put_profile",
    "INSERT INTO profiles AS p (municipality, contract_id, family_id, role, state, children,"
    "  capacity, sequence, told, told_on) VALUES ($1, $2, $3, 2, $4, 0, $5, 0, $6, $7) "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET state = excluded.state,"
    "  capacity = excluded.capacity, told = excluded.told, told_on = excluded.told_on,"
    "  erased = false "
    "WHERE (p.state, p.capacity, p.told, p.told_on, p.erased) IS DISTINCT FROM"
    "  (excluded.state, excluded.capacity, excluded.told, excluded.told_on, false)"};

inline constexpr Statement kPutPooled = {
    "pooled_put",
    "INSERT INTO pooled_profiles AS p (municipality, contract_id, family_id, pool_agreement_id,"
    "  offering_municipality, offering_contract_id, offering_family_id, shown, taken, held) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, true, $8, $9) "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET"
    "  pool_agreement_id = excluded.pool_agreement_id,"
    "  offering_contract_id = excluded.offering_contract_id, shown = true,"
    "  taken = excluded.taken, held = excluded.held "
    "WHERE (p.pool_agreement_id, p.offering_contract_id, p.shown, p.taken, p.held)"
    "  IS DISTINCT FROM (excluded.pool_agreement_id, excluded.offering_contract_id, true,"
    "    excluded.taken, excluded.held)"};

// Empties one ($5) or all that the offering contract shows: closed (7), with nothing told. What is
// known of its readiness goes back to before the first news.
inline constexpr Statement kEmptyPooled = {
    "pooled_empty",
    "WITH ended AS ("
    "  UPDATE pooled_profiles SET shown = false, taken = 0, held = ''"
    "  WHERE municipality = $1 AND contract_id = $2 AND offering_municipality = $3"
    "    AND offering_contract_id = $4 AND shown"
    "    AND offering_family_id = coalesce($5::uuid, offering_family_id)"
    "  RETURNING family_id), "
    "unready AS ("
    "  UPDATE readiness SET spans = '', sequence = 0 FROM ended WHERE municipality = $1"
    "    AND contract_id = $2 AND readiness.family_id = ended.family_id) "
    "UPDATE profiles SET state = 7, capacity = 0, told = NULL, told_on = NULL, erased = $6 "
    "FROM ended WHERE municipality = $1 AND contract_id = $2"
    "  AND profiles.family_id = ended.family_id"};

// The copy $3 of the family $6 of the offering municipality goes on as the copy $4. It may have
// been known in a contract before this one only.
inline constexpr Statement kMergePooled = {
    "pooled_merge",
    "WITH profile AS ("
    "  INSERT INTO profiles AS p (municipality, contract_id, family_id, role, state, children,"
    "    capacity, sequence, merged_into) VALUES ($1, $2, $3, 2, 7, 0, 0, 0, $4) "
    "  ON CONFLICT (municipality, contract_id, family_id) DO UPDATE"
    "    SET merged_into = excluded.merged_into"
    "    WHERE p.merged_into IS DISTINCT FROM excluded.merged_into)"
    "INSERT INTO pooled_profiles (municipality, contract_id, family_id, pool_agreement_id,"
    "  offering_municipality, offering_contract_id, offering_family_id, shown, taken, held) "
    "VALUES ($1, $2, $3, $5, $7, $8, $6, false, 0, '') ON CONFLICT DO NOTHING"};

// Nothing: the family is the contract's own.
inline constexpr Statement kPoolOrigin = {
    "pooled_origin",
    "SELECT pool_agreement_id, offering_municipality, offering_contract_id, offering_family_id "
    "FROM pooled_profiles WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

}  // namespace buurtbrug::matching::store::sql
