#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// Without ON CONFLICT, which a partner may not: it reads none of it.
inline constexpr Statement kInsertDuplicateKeys = {
    "duplicate_insert_keys",
    "WITH key AS ("
    "  INSERT INTO duplicate_keys (municipality, contract_id, reason, digest, family_id)"
    "  SELECT $1, $2, k.reason, k.digest, $3::uuid"
    "    FROM unnest($4::smallint[], $5::bytea[]) AS k (reason, digest))"
    "INSERT INTO duplicate_searches (municipality, contract_id, family_id, searched)"
    "  VALUES ($1, $2, $3, false)"};

// After kDeleteDuplicateKeys.
inline constexpr Statement kReplaceDuplicateKeys = {
    "duplicate_replace_keys",
    "WITH key AS ("
    "  INSERT INTO duplicate_keys (municipality, contract_id, reason, digest, family_id)"
    "  SELECT $1, $2, k.reason, k.digest, $3::uuid"
    "    FROM unnest($4::smallint[], $5::bytea[]) AS k (reason, digest))"
    "INSERT INTO duplicate_searches (municipality, contract_id, family_id, searched)"
    "  VALUES ($1, $2, $3, false) "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET searched = false"};

inline constexpr Statement kSearchAgain = {
    "duplicate_search_again",
    "INSERT INTO duplicate_searches (municipality, contract_id, family_id, searched)"
    "  VALUES ($1, $2, $3, false) "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET searched = false"};

inline constexpr Statement kDeleteDuplicateKeys = {
    "duplicate_delete_keys",
    "DELETE FROM duplicate_keys"
    "  WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

// From one family to another.
inline constexpr Statement kCopyDuplicateKeys = {
    "duplicate_copy_keys",
    "INSERT INTO duplicate_keys (municipality, contract_id, reason, digest, family_id) "
    "SELECT k.municipality, k.contract_id, k.reason, k.digest, $4::uuid FROM duplicate_keys k"
    "  WHERE k.municipality = $1 AND k.contract_id = $2 AND k.family_id = $3 "
    "ON CONFLICT DO NOTHING"};

// Those that another transaction looks through meanwhile are left to it.
inline constexpr Statement kDueDuplicateSearches = {
    "duplicate_due_searches",
    "SELECT family_id FROM duplicate_searches "
    "WHERE municipality = $1 AND contract_id = $2 AND NOT searched "
    "ORDER BY family_id LIMIT $3 FOR UPDATE SKIP LOCKED"};

inline constexpr Statement kMarkSearched = {
    "duplicate_mark_searched",
    "UPDATE duplicate_searches SET searched = true"
    "  WHERE municipality = $1 AND contract_id = $2 AND family_id = ANY($3::uuid[])"};

// The families that share a key with one of some families, in pairs with the smaller id first. A
// key that very many share, as the address of a shelter, is followed to the first $4.
inline constexpr Statement kFindDuplicates = {
    "duplicate_find",
    "SELECT least(k.family_id, o.family_id) AS family_id,"
    "  greatest(k.family_id, o.family_id) AS other_family_id,"
    "  array_agg(DISTINCT k.reason ORDER BY k.reason) AS reasons "
    "FROM duplicate_keys k CROSS JOIN LATERAL ("
    "  SELECT s.family_id FROM duplicate_keys s WHERE s.municipality = $1 AND s.contract_id = $2"
    "    AND s.reason = k.reason AND s.digest = k.digest AND s.family_id <> k.family_id"
    "  ORDER BY s.family_id LIMIT $4) AS o "
    "WHERE k.municipality = $1 AND k.contract_id = $2 AND k.family_id = ANY($3::uuid[]) "
    "GROUP BY 1, 2 ORDER BY 1, 2"};

// What was found before of some families and was not judged yet: to be found again.
inline constexpr Statement kForgetDuplicatePairs = {
    "duplicate_forget_pairs",
    "UPDATE duplicate_pairs SET reasons = '{}', likelihood = 0"
    "  WHERE municipality = $1 AND contract_id = $2 AND verdict = 1"
    "    AND (family_id = ANY($3::uuid[]) OR other_family_id = ANY($3::uuid[]))"};

inline constexpr Statement kPutDuplicatePairs = {
    "duplicate_put_pairs",
    "INSERT INTO duplicate_pairs (municipality, contract_id, family_id, other_family_id, reasons,"
    "  likelihood, verdict) "
    "SELECT $1, $2, p.family_id, p.other_family_id, p.reasons::smallint[], p.likelihood, 1"
    "  FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::smallint[])"
    "    AS p (family_id, other_family_id, reasons, likelihood) "
    "ON CONFLICT (municipality, contract_id, family_id, other_family_id) DO UPDATE"
    "  SET reasons = excluded.reasons, likelihood = excluded.likelihood"};

// The page first, then its families: the planner, which counts the tenant twice under row level
// security, would join all pairs and then sort.
inline constexpr Statement kListDuplicatePairs = {
    "duplicate_list_pairs",
    "WITH p AS MATERIALIZED ("
    "  SELECT family_id, other_family_id, reasons, likelihood, verdict FROM duplicate_pairs"
    "  WHERE municipality = $1 AND contract_id = $2 AND verdict = 1 AND likelihood > 0"
    "    AND (other_family_id, family_id) > ($3::uuid, $4::uuid)"
    "  ORDER BY other_family_id, family_id LIMIT $5)"
    "SELECT p.family_id, p.other_family_id, p.reasons, p.likelihood, p.verdict,"
    "  f.role, f.state, f.registered_on, f.version, o.role AS other_role,"
    "  o.state AS other_state, o.registered_on AS other_registered_on,"
    "  o.version AS other_version "
    "FROM p"
    "  JOIN families f ON f.municipality = $1 AND f.contract_id = $2 AND f.family_id = p.family_id"
    "  JOIN families o ON o.municipality = $1 AND o.contract_id = $2"
    "    AND o.family_id = p.other_family_id "
    "ORDER BY p.other_family_id, p.family_id"};

// All of one family that were found or judged, with the last judgement.
inline constexpr Statement kDuplicatesOfFamily = {
    "duplicate_of_family",
    "SELECT p.family_id, p.other_family_id, p.reasons, p.likelihood, p.verdict,"
    "  f.role, f.state, f.registered_on, f.version, o.role AS other_role,"
    "  o.state AS other_state, o.registered_on AS other_registered_on,"
    "  o.version AS other_version, j.number, j.occurred_on, j.recorded_by, j.sealed "
    "FROM duplicate_pairs p"
    "  JOIN families f ON f.municipality = $1 AND f.contract_id = $2 AND f.family_id = p.family_id"
    "  JOIN families o ON o.municipality = $1 AND o.contract_id = $2"
    "    AND o.family_id = p.other_family_id"
    "  LEFT JOIN LATERAL ("
    "    SELECT s.number, s.occurred_on, s.recorded_by, s.sealed FROM duplicate_steps s"
    "    WHERE s.municipality = $1 AND s.contract_id = $2 AND s.family_id = p.family_id"
    "      AND s.other_family_id = p.other_family_id ORDER BY s.number DESC LIMIT 1) AS j ON true "
    "WHERE p.municipality = $1 AND p.contract_id = $2"
    "  AND (p.family_id = $3 OR p.other_family_id = $3)"
    "  AND (p.verdict <> 1 OR p.likelihood > 0) "
    "ORDER BY p.likelihood DESC, p.family_id, p.other_family_id LIMIT $4"};

inline constexpr Statement kVerdictOfPair = {
    "duplicate_verdict",
    "SELECT verdict FROM duplicate_pairs WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id = $3 AND other_family_id = $4"};

// Also of a pair that no search found.
inline constexpr Statement kJudgePair = {
    "duplicate_judge_pair",
    "INSERT INTO duplicate_pairs (municipality, contract_id, family_id, other_family_id, reasons,"
    "  likelihood, verdict) VALUES ($1, $2, $3, $4, '{}', 0, $5) "
    "ON CONFLICT (municipality, contract_id, family_id, other_family_id) DO UPDATE"
    "  SET verdict = excluded.verdict"};

inline constexpr Statement kNextDuplicateStep = {
    "duplicate_next_step",
    "SELECT coalesce(max(number), 0) + 1 AS number FROM duplicate_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

inline constexpr Statement kInsertDuplicateStep = {
    "duplicate_insert_step",
    "INSERT INTO duplicate_steps (municipality, contract_id, family_id, number, other_family_id,"
    "  verdict, occurred_on, recorded_at, recorded_by, correction, sealed)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};

// Nothing more is to be judged about a family that was merged.
inline constexpr Statement kSettlePairsOfMerged = {
    "duplicate_settle_pairs",
    "UPDATE duplicate_pairs SET verdict = 2"
    "  WHERE municipality = $1 AND contract_id = $2 AND verdict = 1"
    "    AND (family_id = $3 OR other_family_id = $3)"};

inline constexpr Statement kInsertMerge = {
    "family_merge_insert",
    "INSERT INTO family_merges (municipality, contract_id, family_id, into_family_id,"
    "  stays_family_id, referred_by, recorded_at) "
    "SELECT f.municipality, f.contract_id, f.family_id, $4, $4, f.referred_by, $5 FROM families f"
    "  WHERE f.municipality = $1 AND f.contract_id = $2 AND f.family_id = $3"};

// What was merged into a family that is merged itself ends where that one does.
inline constexpr Statement kFollowMerge = {
    "family_merge_follow",
    "UPDATE family_merges SET stays_family_id = $4"
    "  WHERE municipality = $1 AND contract_id = $2 AND stays_family_id = $3"};

}  // namespace buurtbrug::registration::store::sql
