#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// The highest version of each class; one without months says that there is no term any more.
inline constexpr Statement kRetentionTerms = {
    "retention_terms",
    "SELECT DISTINCT ON (data_class) data_class, version, term_from, months FROM retention_terms "
    "WHERE municipality = $1 AND contract_id = $2 ORDER BY data_class, version DESC"};

inline constexpr Statement kRetentionInsert = {
    "retention_insert",
    "INSERT INTO retention_terms (municipality, contract_id, data_class, version, term_from, "
    "months,"
    "  set_at, set_by) SELECT $1, $2, $3::smallint, coalesce(max(version), 0) + 1, $4, $5, $6, $7 "
    "FROM retention_terms WHERE municipality = $1 AND contract_id = $2 AND data_class = "
    "$3::smallint"};

inline constexpr Statement kDestructionRunOff = {
    "destruction_run_off",
    "SELECT run_off_day FROM contracts WHERE municipality = $1 AND contract_id = $2 FOR SHARE"};

inline constexpr Statement kErasureInsert = {
    "erasure_insert",
    "INSERT INTO erasure_requests (municipality, contract_id, family_id, number, requested_on,"
    "  recorded_at, recorded_by) SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6 "
    "FROM erasure_requests WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

// Locks before anything is read of them: what is read afterwards stays so.
inline constexpr Statement kDestructionLock = {
    "destruction_lock",
    "SELECT family_id FROM families WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id = ANY($3::uuid[]) ORDER BY family_id FOR UPDATE"};

inline constexpr Statement kDestructionScan = {
    "destruction_scan",
    "SELECT family_id FROM families WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id > $3 AND erased_at IS NULL ORDER BY family_id LIMIT $4"};

// What the rules of retention need to know, of a family as of the one that it was merged into (h)
// and all that were (g). Intake (2) and screening (5) done start a case; withdrawn (11), rejected
// (12) and closed (13) close it, and a match that runs (1 to 5) keeps it open. A concern is open
// (1) or closed.
inline constexpr Statement kDestructionFamilies = {
    "destruction_families",
    "SELECT f.family_id, h.role, h.state, f.erased_at IS NOT NULL AS erased,"
    "  (SELECT max(s.occurred_on) FROM family_steps s WHERE s.municipality = $1"
    "     AND s.contract_id = $2 AND s.family_id = h.family_id AND s.kind IN (11, 12, 13))"
    "    AS closed_on,"
    "  EXISTS (SELECT FROM family_steps s WHERE s.municipality = $1 AND s.contract_id = $2"
    "     AND s.family_id = ANY(g.families) AND s.kind IN (2, 5)) AS started,"
    "  EXISTS (SELECT FROM family_matches x WHERE x.municipality = $1 AND x.contract_id = $2"
    "     AND x.family_id = ANY(g.families) AND x.state BETWEEN 1 AND 5) AS matched,"
    "  EXISTS (SELECT FROM legal_holds l WHERE l.municipality = $1 AND l.contract_id = $2"
    "     AND l.family_id = ANY(g.families) AND l.lifted_at IS NULL"
    "     AND (l.until_day IS NULL OR l.until_day >= $3)) AS held,"
    "  EXISTS (SELECT FROM concerns c WHERE c.municipality = $1 AND c.contract_id = $2"
    "     AND c.family_id = ANY(g.families)) AS has_concern,"
    "  EXISTS (SELECT FROM concerns c WHERE c.municipality = $1 AND c.contract_id = $2"
    "     AND c.family_id = ANY(g.families) AND c.state = 1) AS open_concern,"
    "  (SELECT min(r.requested_on) FROM erasure_requests r WHERE r.municipality = $1"
    "     AND r.contract_id = $2 AND r.family_id = ANY(g.families) AND NOT r.withdrawn"
    "     AND NOT EXISTS (SELECT FROM erasure_requests w WHERE w.municipality = $1"
    "       AND w.contract_id = $2 AND w.family_id = r.family_id AND w.number > r.number"
    "       AND w.withdrawn)) AS requested_on,"
    "  (SELECT coalesce(json_agg(u.family_id ORDER BY u.family_id), '[]') FROM families u"
    "     WHERE u.municipality = $1 AND u.contract_id = $2 AND u.family_id = ANY(g.families)"
    "       AND u.erased_at IS NULL) AS together "
    "FROM families f"
    "  LEFT JOIN family_merges m ON m.municipality = $1 AND m.contract_id = $2"
    "    AND m.family_id = f.family_id"
    "  JOIN families h ON h.municipality = $1 AND h.contract_id = $2"
    "    AND h.family_id = coalesce(m.stays_family_id, f.family_id)"
    "  CROSS JOIN LATERAL (SELECT array_append(ARRAY(SELECT o.family_id FROM family_merges o"
    "    WHERE o.municipality = $1 AND o.contract_id = $2 AND o.stays_family_id = h.family_id),"
    "    h.family_id) AS families) g "
    "WHERE f.municipality = $1 AND f.contract_id = $2"
    " AND f.family_id = ANY($4::uuid[]) ORDER BY f.family_id"};

// Which of some families stand on a list that is approved (2) and not carried out.
inline constexpr Statement kDestructionApproved = {
    "destruction_approved",
    "SELECT DISTINCT i.family_id FROM destruction_items i"
    "  JOIN destruction_lists l ON l.municipality = $1 AND l.contract_id = $2"
    "    AND l.list_id = i.list_id "
    "WHERE i.municipality = $1 AND i.contract_id = $2 AND i.family_id = ANY($3::uuid[])"
    "  AND l.state = 2"};

// The last day on which one of some families asked to be erased.
inline constexpr Statement kErasureLastDay = {
    "erasure_last_day",
    "SELECT max(requested_on) AS day FROM erasure_requests WHERE municipality = $1"
    "  AND contract_id = $2 AND family_id = ANY($3::uuid[]) AND NOT withdrawn"};

// Takes back what a family and those that it was merged with asked, where they did: how many. Of
// families that are locked.
inline constexpr Statement kErasureWithdraw = {
    "erasure_withdraw",
    "INSERT INTO erasure_requests (municipality, contract_id, family_id, number, requested_on,"
    "  recorded_at, recorded_by, withdrawn) "
    "SELECT $1, $2, r.family_id, max(r.number) + 1, $4, $5, $6, true FROM erasure_requests r"
    "  WHERE r.municipality = $1 AND r.contract_id = $2 AND r.family_id = ANY($3::uuid[]) "
    "GROUP BY r.family_id"
    "  HAVING max(r.number) > coalesce(max(r.number) FILTER (WHERE r.withdrawn), 0) "
    "RETURNING family_id"};

inline constexpr Statement kDestructionInsertList = {
    "destruction_insert_list",
    "INSERT INTO destruction_lists (municipality, contract_id, list_id, state, families, term_over,"
    "  requested, held, open_cases, proposed_at, proposed_by, version)"
    "  VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, 1)"};

inline constexpr Statement kDestructionInsertItems = {
    "destruction_insert_items",
    "INSERT INTO destruction_items (municipality, contract_id, list_id, family_id, data_class,"
    "  reason, since) SELECT $1, $2, $3, i.family_id, i.data_class, i.reason, i.since "
    "FROM unnest($4::uuid[], $5::smallint[], $6::smallint[], $7::date[])"
    "  AS i (family_id, data_class, reason, since)"};

inline constexpr Statement kDestructionReadList = {
    "destruction_read_list",
    "SELECT l.list_id, l.state, l.families, l.term_over, l.requested, l.held, l.open_cases, "
    "l.proposed_at,"
    "  l.proposed_by, l.carried_out_at, l.carried_out_by, l.erased, l.digest, l.version,"
    "  (SELECT coalesce(json_agg(json_build_array(extract(epoch FROM a.approved_at) * 1000000,"
    "     a.approved_by) ORDER BY a.approved_at, a.approved_by), '[]') FROM destruction_approvals"
    "     a WHERE a.municipality = $1 AND a.contract_id = $2 AND a.list_id = l.list_id)"
    "    AS approvals FROM destruction_lists l WHERE l.municipality = $1 AND l.contract_id = $2"
    " AND l.list_id = $3"};

inline constexpr Statement kDestructionListLists = {
    "destruction_list_lists",
    "SELECT l.list_id, l.state, l.families, l.term_over, l.requested, l.held, l.open_cases, "
    "l.proposed_at,"
    "  l.proposed_by, l.carried_out_at, l.carried_out_by, l.erased, l.digest, l.version,"
    "  (SELECT coalesce(json_agg(json_build_array(extract(epoch FROM a.approved_at) * 1000000,"
    "     a.approved_by) ORDER BY a.approved_at, a.approved_by), '[]') FROM destruction_approvals"
    "     a WHERE a.municipality = $1 AND a.contract_id = $2 AND a.list_id = l.list_id)"
    "    AS approvals FROM destruction_lists l WHERE l.municipality = $1 AND l.contract_id = $2"
    " AND l.list_id > $3 ORDER BY l.list_id LIMIT $4"};

inline constexpr Statement kDestructionLockList = {
    "destruction_lock_list",
    "SELECT list_id FROM destruction_lists "
    "WHERE municipality = $1 AND contract_id = $2 AND list_id = $3 FOR UPDATE"};

inline constexpr Statement kDestructionItems = {
    "destruction_items",
    "SELECT family_id, data_class, reason, since FROM destruction_items "
    "WHERE municipality = $1 AND contract_id = $2 AND list_id = $3 ORDER BY family_id"};

inline constexpr Statement kDestructionApprove = {
    "destruction_approve",
    "WITH approval AS ("
    "  INSERT INTO destruction_approvals (municipality, contract_id, list_id, approved_by,"
    "    approved_at) VALUES ($1, $2, $3, $4, $5)) "
    "UPDATE destruction_lists SET state = $6, version = $7 "
    "WHERE municipality = $1 AND contract_id = $2 AND list_id = $3"};

inline constexpr Statement kDestructionCarriedOut = {
    "destruction_carried_out",
    "UPDATE destruction_lists SET state = 3, carried_out_at = $4, carried_out_by = $5, erased = $6,"
    "  digest = sha256(convert_to($7, 'UTF8')), version = $8 "
    "WHERE municipality = $1 AND contract_id = $2 AND list_id = $3"};

inline constexpr Statement kDestructionEraseFamilies = {
    "destruction_erase_families",
    "UPDATE families SET erased_at = $4, version = version + 1 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = ANY($3::uuid[])"};

// A partner's own number of a family leads to its file there.
inline constexpr Statement kDestructionForgetReferences = {
    "destruction_forget_references",
    "UPDATE referrals SET reference = '' "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = ANY($3::uuid[])"};

}  // namespace buurtbrug::registration::store::sql
