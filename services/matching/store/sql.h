#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// The feed is in the order of transactions; of two steps of one family the sequence tells which
// came first.
inline constexpr Statement kPutProfile = {
    "profile_put",
    "INSERT INTO profiles (municipality, contract_id, family_id, role, state, children, capacity,"
    "  sequence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET role = excluded.role,"
    "  state = excluded.state, children = excluded.children, capacity = excluded.capacity,"
    "  sequence = excluded.sequence "
    "WHERE profiles.sequence <= excluded.sequence"};

inline constexpr Statement kReadProfiles = {
    "profile_read_two",
    "SELECT p.family_id, p.role, p.state, p.children, p.capacity, p.waiting_since, p.told, "
    "p.told_on,"
    "  p.household, p.erased, p.merged_into, r.told_on AS ready_told_on, r.spans, r.sequence "
    "FROM profiles p LEFT JOIN readiness r"
    "  ON r.municipality = $1 AND r.contract_id = $2 AND r.family_id = p.family_id "
    "WHERE p.municipality = $1 AND p.contract_id = $2 AND p.family_id IN ($3, $4)"};

// As the profiles: the newest sequence stays. A row comes back when this is the newest.
inline constexpr Statement kPutReadiness = {
    "readiness_put",
    "INSERT INTO readiness (municipality, contract_id, family_id, told_on, spans, sequence) "
    "VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET told_on = excluded.told_on,"
    "  spans = excluded.spans, sequence = excluded.sequence "
    "WHERE readiness.sequence < excluded.sequence RETURNING 1"};

// Those before their trial (1 to 3), proposed before the news with the sequence $4.
inline constexpr Statement kHoldProposals = {
    "match_hold_proposals",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version,"
    "  end_reason "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND support_family_id = $3"
    "  AND state < 4 AND readiness_sequence < $4 "
    "ORDER BY match_id FOR UPDATE"};

// The contract, held, and its period of the day $3. Without the gate's turn: whoever waits for a
// turn may hold what the reader of a feed wants next.
inline constexpr Statement kHoldStanding = {
    "contract_hold_standing",
    "SELECT c.first_day, c.last_day, c.run_off_day, p.name IS NOT NULL AS in_period,"
    "  p.sealed_at IS NOT NULL AS sealed "
    "FROM contracts c LEFT JOIN subsidy_periods p ON p.municipality = $1 AND p.contract_id = $2"
    "  AND $3::date BETWEEN p.first_day AND p.last_day "
    "WHERE c.municipality = $1 AND c.contract_id = $2 FOR SHARE OF c"};

// The family as which the case of $3 goes on, by the merges that this statement sees; what comes
// back is as it is behind the lock. NO KEY: what only refers to the profile does not wait.
inline constexpr Statement kLockKeeper = {
    "profile_lock_keeper",
    "SELECT family_id, merged_into FROM profiles WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id = ("
    "    WITH RECURSIVE family (id, next) AS ("
    "      SELECT family_id, merged_into FROM profiles"
    "        WHERE municipality = $1 AND contract_id = $2 AND family_id = $3::uuid"
    "      UNION SELECT p.family_id, p.merged_into FROM family JOIN profiles p"
    "        ON p.municipality = $1 AND p.contract_id = $2 AND p.family_id = family.next) "
    "    SELECT f.id FROM family f WHERE NOT EXISTS (SELECT FROM profiles n"
    "      WHERE n.municipality = $1 AND n.contract_id = $2 AND n.family_id = f.next)) "
    "FOR NO KEY UPDATE"};

// A match with its first step, in one round trip.
inline constexpr Statement kInsertMatch = {
    "match_insert",
    "WITH match AS ("
    "  INSERT INTO matches (municipality, contract_id, match_id, request_family_id, children,"
    "    support_family_id, state, last_step_on, version, readiness_sequence, origin, plan_id,"
    "    weights_version, weights_known, held_until)"
    "  VALUES ($1, $2, $3, $4, $5::smallint[], $6, $7, $8, 1, $13, $14, $15, $16, true, $17))"
    "INSERT INTO match_steps (municipality, contract_id, match_id, number, state, occurred_on,"
    "  recorded_at, recorded_by, reason, correction, overridden_rules)"
    "  VALUES ($1, $2, $3, 1, $7, $8, $9, $10, $11, $12, $18::text[])"};

inline constexpr Statement kSupportFamily = {
    "match_support_family",
    "SELECT support_family_id FROM matches "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3"};

inline constexpr Statement kAppendStep = {
    "match_append_step",
    "WITH moved AS ("
    "  UPDATE matches SET state = $5, last_step_on = $6, version = $4, end_reason = $11"
    "  WHERE municipality = $1 AND contract_id = $2 AND match_id = $3)"
    "INSERT INTO match_steps (municipality, contract_id, match_id, number, state, occurred_on,"
    "  recorded_at, recorded_by, reason, correction, end_reason, cause, wished_by, early_reason)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};

// One row per step, with the match on each: one round trip.
inline constexpr Statement kReadMatch = {
    "match_read",
    "SELECT m.match_id, m.request_family_id, m.children, m.support_family_id, m.state,"
    "  m.last_step_on, m.version, m.end_reason, m.carried_from_contract_id, s.state AS step_state,"
    "  s.occurred_on, s.recorded_at, s.recorded_by, s.reason, s.correction,"
    "  s.end_reason AS step_end_reason, s.cause, s.wished_by, s.early_reason,"
    "  array_to_string(s.overridden_rules, ',') AS overridden_rules "
    "FROM matches m JOIN match_steps s"
    "  ON s.municipality = $1 AND s.contract_id = $2 AND s.match_id = $3 "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id = $3 "
    "ORDER BY s.number"};

inline constexpr Statement kListMatches = {
    "match_list",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version,"
    "  end_reason "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id > $3 "
    "ORDER BY match_id LIMIT $4"};

// Of the index matches_by_end_reason.
inline constexpr Statement kListMatchesByEndReason = {
    "match_list_by_end_reason",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version,"
    "  end_reason "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND end_reason = $5"
    "  AND match_id > $3 "
    "ORDER BY match_id LIMIT $4"};

inline constexpr Statement kRunningMatches = {
    "match_running",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version,"
    "  end_reason "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND state IN (4, 5) "
    "ORDER BY match_id"};

inline constexpr Statement kNamedMatches = {
    "match_named",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version,"
    "  end_reason "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id = ANY($3::uuid[]) "
    "ORDER BY match_id"};

inline constexpr Statement kHoldMatches = {
    "match_hold",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version,"
    "  end_reason "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id = ANY($3::uuid[]) "
    "ORDER BY match_id FOR UPDATE"};

inline constexpr Statement kCarriedDays = {
    "match_carried_days",
    "SELECT m.match_id, m.carried_counted, t.occurred_on AS trial_first_day,"
    "  d.occurred_on AS definitive_on, m.substitute_family_id, m.substitute_first_day,"
    "  m.substitute_last_day "
    "FROM matches m JOIN match_steps t ON t.municipality = $1 AND t.contract_id = $2"
    "    AND t.match_id = m.match_id AND t.state = 4 "
    "LEFT JOIN match_steps d ON d.municipality = $1 AND d.contract_id = $2"
    "    AND d.match_id = m.match_id AND d.state = 5 "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id = ANY($3::uuid[]) "
    "ORDER BY m.match_id"};

inline constexpr Statement kCountingPeriods = {
    "period_counting",
    "SELECT first_day, last_day, counted_at FROM subsidy_periods "
    "WHERE municipality = $1 AND contract_id = $2"};

// Whole rows, so that a column that is added to a table is carried over too. $4 is the contract
// that they go to, $5 those that were counted. Who stood in until before the day $6 stays behind.
inline constexpr Statement kTakeMatches = {
    "match_take",
    "SELECT"
    "  (SELECT coalesce(jsonb_agg(to_jsonb(m) || jsonb_build_object('contract_id', $4::uuid,"
    "     'carried_from_contract_id', $2::uuid,"
    "     'carried_counted', m.match_id = ANY($5::uuid[]))"
    "     || CASE WHEN m.substitute_last_day < $6::date THEN jsonb_build_object("
    "       'substitute_family_id', NULL, 'substitute_first_day', NULL,"
    "       'substitute_last_day', NULL) ELSE '{}' END), '[]')"
    "   FROM matches m WHERE m.municipality = $1 AND m.contract_id = $2"
    "   AND m.match_id = ANY($3::uuid[])) AS matches,"
    "  (SELECT coalesce(jsonb_agg(to_jsonb(s) || jsonb_build_object('contract_id', $4::uuid)), "
    "'[]')"
    "   FROM match_steps s WHERE s.municipality = $1 AND s.contract_id = $2"
    "   AND s.match_id = ANY($3::uuid[])) AS steps,"
    "  (SELECT coalesce(jsonb_agg(to_jsonb(o) || jsonb_build_object('contract_id', $4::uuid)), "
    "'[]')"
    "   FROM match_occurrences o WHERE o.municipality = $1 AND o.contract_id = $2"
    "   AND o.match_id = ANY($3::uuid[])) AS occurrences,"
    "  (SELECT coalesce(jsonb_agg(to_jsonb(a) || jsonb_build_object('contract_id', $4::uuid)), "
    "'[]')"
    "   FROM match_agreements a WHERE a.municipality = $1 AND a.contract_id = $2"
    "   AND a.match_id = ANY($3::uuid[])) AS agreements,"
    "  (SELECT coalesce(jsonb_agg(to_jsonb(f) || jsonb_build_object('contract_id', $4::uuid)), "
    "'[]')"
    "   FROM match_offers f WHERE f.municipality = $1 AND f.contract_id = $2"
    "   AND f.match_id = ANY($3::uuid[])) AS offers"};

inline constexpr Statement kPutMatches = {
    "match_put_carried",
    "WITH match AS ("
    "  INSERT INTO matches SELECT (r).* FROM jsonb_populate_recordset(NULL::matches, $1::jsonb) r),"
    "occurrence AS ("
    "  INSERT INTO match_occurrences"
    "    SELECT (r).* FROM jsonb_populate_recordset(NULL::match_occurrences, $3::jsonb) r),"
    "agreement AS ("
    "  INSERT INTO match_agreements"
    "    SELECT (r).* FROM jsonb_populate_recordset(NULL::match_agreements, $4::jsonb) r),"
    "offer AS ("
    "  INSERT INTO match_offers"
    "    SELECT (r).* FROM jsonb_populate_recordset(NULL::match_offers, $5::jsonb) r)"
    "INSERT INTO match_steps"
    "  SELECT (r).* FROM jsonb_populate_recordset(NULL::match_steps, $2::jsonb) r"};

inline constexpr Statement kSubstitutes = {
    "match_substitutes",
    "SELECT DISTINCT substitute_family_id FROM matches "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = ANY($3::uuid[])"
    "  AND substitute_family_id IS NOT NULL AND substitute_last_day >= $4"};

// Places that running matches take on the day $3 of support families, by the family that is left
// where they were merged; of another contract's matches (without an id) those whose places come
// along. What another contract offers is not carried over.
inline constexpr Statement kRunningPlaces = {
    "match_running_places",
    "WITH RECURSIVE later (id, next) AS ("
    "  SELECT family_id, merged_into FROM profiles WHERE municipality = $1 AND contract_id = $2"
    "    AND merged_into IS NOT NULL"
    "  UNION SELECT l.id, p.merged_into FROM later l JOIN profiles p ON p.municipality = $1"
    "    AND p.contract_id = $2 AND p.family_id = l.next AND p.merged_into IS NOT NULL), "
    "keeper (id, kept) AS ("
    "  SELECT l.id, l.next FROM later l WHERE NOT EXISTS (SELECT FROM later n WHERE n.id = "
    "l.next)),"
    "place (match_id, family_id) AS ("
    "  SELECT match_id, support_family_id FROM matches WHERE municipality = $1 AND contract_id = $2"
    "    AND state IN (4, 5)"
    "  UNION ALL SELECT match_id, substitute_family_id FROM matches WHERE municipality = $1"
    "    AND contract_id = $2 AND state IN (4, 5) AND substitute_last_day >= $3::date"
    "  UNION ALL SELECT NULL::uuid, family_id FROM pool_reservations WHERE municipality = $1"
    "    AND contract_id = $2 AND state = 2 AND match_state IN (4, 5)) "
    "SELECT l.match_id, coalesce(k.kept, l.family_id) AS family_id "
    "FROM place l LEFT JOIN keeper k ON k.id = l.family_id "
    "WHERE NOT EXISTS (SELECT FROM pooled_profiles o WHERE o.municipality = $1"
    "  AND o.contract_id = $2 AND o.family_id = l.family_id)"};

// The last step of each match here.
inline constexpr Statement kLeaveMatches = {
    "match_leave",
    "WITH moved AS ("
    "  UPDATE matches SET state = 11, last_step_on = $4, version = version + 1"
    "  WHERE municipality = $1 AND contract_id = $2 AND match_id = ANY($3::uuid[])"
    "  RETURNING match_id, version)"
    "INSERT INTO match_steps (municipality, contract_id, match_id, number, state, occurred_on,"
    "  recorded_at, recorded_by) "
    "SELECT $1, $2, match_id, version, 11, $4, $5, $6 FROM moved"};

}  // namespace buurtbrug::matching::store::sql
