#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kReadListing = {
    "listing_read",
    "SELECT steps, profile_step, urgency_step, contact_step, kinds, children, capacity, priority,"
    "  intake_on, willing_on, paused_until, contact_on, contact, waiting_since, free_since, "
    "matches, met "
    "FROM family_lists WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

// A step with what follows from it, in one round trip. `waiting_since`, `free_since`, `matches` and
// `met` follow from other things.
inline constexpr Statement kAppendProfileStep = {
    "listing_append_step",
    "WITH listing AS ("
    "  INSERT INTO family_lists AS l (municipality, contract_id, family_id, steps, profile_step,"
    "    urgency_step, contact_step, kinds, children, capacity, priority, intake_on, willing_on,"
    "    paused_until, contact_on, contact)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::smallint[], $10, $11, $12, $13, $14, $15, $16)"
    "  ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET steps = excluded.steps,"
    "    profile_step = excluded.profile_step, urgency_step = excluded.urgency_step,"
    "    contact_step = excluded.contact_step, kinds = excluded.kinds,"
    "    children = excluded.children, capacity = excluded.capacity, priority = excluded.priority,"
    "    intake_on = excluded.intake_on, willing_on = excluded.willing_on,"
    "    paused_until = excluded.paused_until, contact_on = excluded.contact_on,"
    "    contact = excluded.contact)"
    "INSERT INTO profile_steps (municipality, contract_id, family_id, number, kind, occurred_on,"
    "  recorded_at, recorded_by, correction, code, day, about, sealed)"
    "  VALUES ($1, $2, $3, $4, $17, $18, $19, $20, $21, $22, $23, $24, $25)"};

inline constexpr Statement kReadProfileStep = {
    "listing_read_step",
    "SELECT number, kind, occurred_on, code, about, sealed FROM profile_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND number = $4"};

// Those that referred on (8), and what came of it (9).
inline constexpr Statement kReadReferralsOn = {
    "listing_read_referrals_on",
    "SELECT number, kind, occurred_on, code, about, sealed FROM profile_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND kind IN (8, 9) "
    "ORDER BY number"};

// What a step of the state brings: intake done (2) and screening done (5) bring the day, the end of
// the case (11 to 13) takes all days away, and resuming (9) that of the pause.
inline constexpr Statement kFollowStep = {
    "listing_follow_step",
    "INSERT INTO family_lists AS l (municipality, contract_id, family_id, capacity, waiting_since,"
    "  free_since) "
    "VALUES ($1, $2, $3, $6, CASE WHEN $4 = 2 THEN $5::date END,"
    "  CASE WHEN $4 = 5 THEN $5::date END) "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET"
    "  capacity = CASE WHEN $4 = 5 AND l.profile_step = 0 THEN excluded.capacity"
    "    ELSE l.capacity END,"
    "  waiting_since = CASE WHEN $4 BETWEEN 11 AND 13 THEN NULL"
    "    ELSE coalesce(excluded.waiting_since, l.waiting_since) END,"
    "  free_since = CASE WHEN $4 BETWEEN 11 AND 13 THEN NULL"
    "    ELSE coalesce(excluded.free_since, l.free_since) END,"
    "  paused_until = CASE WHEN $4 BETWEEN 11 AND 13 OR $4 = 9 THEN NULL"
    "    ELSE l.paused_until END,"
    "  ages_due_on = CASE WHEN $4 BETWEEN 11 AND 13 THEN NULL ELSE l.ages_due_on END"};

inline constexpr Statement kPutAgesDue = {
    "listing_put_ages_due",
    "UPDATE family_lists SET ages_due_on = $4 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"
    "  AND ages_due_on IS DISTINCT FROM $4::date"};

// Families with an open case (not 7 to 9) that did not leave, of which ages are due on the day $3.
inline constexpr Statement kHoldAgesDue = {
    "listing_hold_ages_due",
    "SELECT f.family_id FROM family_lists l JOIN families f"
    "  ON f.municipality = $1 AND f.contract_id = $2 AND f.family_id = l.family_id "
    "WHERE l.municipality = $1 AND l.contract_id = $2 AND l.ages_due_on <= $3"
    "  AND l.family_id > $4 AND f.erased_at IS NULL AND f.state NOT IN (7, 8, 9)"
    "  AND NOT EXISTS (SELECT FROM family_departures d WHERE d.municipality = $1"
    "    AND d.contract_id = $2 AND d.family_id = l.family_id) "
    "ORDER BY f.family_id LIMIT $5 FOR UPDATE OF f SKIP LOCKED"};

// For the rest of the transaction: read a list in the order of its index. Row level security lets
// the planner expect one row where there are thousands, and to sort one row seems cheap.
inline constexpr Statement kInOrder = {"listing_in_order",
                                       "SELECT set_config('enable_sort', 'off', true)"};

// The order and the condition of the index family_lists_unmet.
inline constexpr Statement kListWaiting = {
    "listing_waiting",
    "SELECT family_id, priority, waiting_since, kinds, children, matches, met "
    "FROM family_lists "
    "WHERE municipality = $1 AND contract_id = $2"
    "  AND waiting_since IS NOT NULL AND met < greatest(cardinality(children), 1)"
    "  AND (priority, waiting_since, family_id) > ($3::smallint, $4::date, $5::uuid)"
    "  AND ($6::integer = 0 OR kinds & $6::integer <> 0) "
    "ORDER BY priority, waiting_since, family_id LIMIT $7"};

// The order and the condition of the index family_lists_free.
inline constexpr Statement kListFree = {
    "listing_free",
    "SELECT family_id, free_since, kinds, capacity, willing_on, paused_until, contact_on, contact "
    "FROM family_lists "
    "WHERE municipality = $1 AND contract_id = $2 AND free_since IS NOT NULL AND matches = 0"
    "  AND (free_since, family_id) > ($3::date, $4::uuid) "
    "ORDER BY free_since, family_id LIMIT $5"};

// Of a family that is here; the entries of one match come in any order.
inline constexpr Statement kPutFamilyMatch = {
    "family_match_put",
    "INSERT INTO family_matches AS m (municipality, contract_id, family_id, match_id, state,"
    "  sequence, matched_on, ended_on, children, pool_agreement_id) "
    "SELECT $1, $2, f.family_id, $4, $5, $6, $7, $8, $9::smallint[], $10::uuid FROM families f "
    "WHERE f.municipality = $1 AND f.contract_id = $2 AND f.family_id = $3 "
    "ON CONFLICT (municipality, contract_id, family_id, match_id) DO UPDATE SET"
    "  state = CASE WHEN m.sequence < excluded.sequence THEN excluded.state ELSE m.state END,"
    "  sequence = greatest(m.sequence, excluded.sequence),"
    "  matched_on = coalesce(excluded.matched_on, m.matched_on),"
    "  ended_on = coalesce(excluded.ended_on, m.ended_on),"
    "  children = CASE WHEN excluded.children = '{}' THEN m.children ELSE excluded.children END"};

// Behind kPutFamilyMatch, and behind new needs. A match meets needs while it runs (1 to 5, 11) and
// when it went well (9, 10): those of its children, or that of the parents (0) when it is for them;
// one of which that was not told meets one, whichever. A support family is occupied by a match that
// runs or is sustained, and free again from the end of the last one on.
inline constexpr Statement kCountMatches = {
    "family_match_count",
    "INSERT INTO family_lists AS l (municipality, contract_id, family_id, matches, met) "
    "SELECT $1, $2, f.family_id, c.matches, least(c.matches, 1) "
    "FROM families f CROSS JOIN LATERAL (SELECT count(*) AS matches FROM family_matches m"
    "    WHERE m.municipality = $1 AND m.contract_id = $2 AND m.family_id = $3"
    "    AND m.state NOT IN (6, 7, 8) AND (f.role = 1 OR m.state <> 9)) c "
    "WHERE f.municipality = $1 AND f.contract_id = $2 AND f.family_id = $3 "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET matches = excluded.matches,"
    "  met = CASE WHEN l.children = '{}' THEN excluded.met ELSE least(cardinality(l.children),"
    "    (SELECT count(*) FROM family_matches m WHERE m.municipality = $1 AND m.contract_id = $2"
    "      AND m.family_id = $3 AND m.state NOT IN (6, 7, 8) AND m.children = '{}')"
    "    + (SELECT count(*) FROM unnest(l.children) AS need WHERE EXISTS ("
    "      SELECT FROM family_matches m WHERE m.municipality = $1 AND m.contract_id = $2"
    "        AND m.family_id = $3 AND m.state NOT IN (6, 7, 8) AND need = ANY (m.children)))) END,"
    "  free_since = CASE WHEN l.free_since IS NULL THEN NULL ELSE greatest(l.free_since,"
    "    (SELECT max(m.ended_on) FROM family_matches m WHERE m.municipality = $1"
    "     AND m.contract_id = $2 AND m.family_id = $3)) END"};

// Those of the contract first.
inline constexpr Statement kRunningMatch = {
    "family_match_running",
    "SELECT pool_agreement_id IS NOT NULL AS elsewhere FROM family_matches "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"
    "  AND state BETWEEN 1 AND 5 ORDER BY elsewhere LIMIT 1"};

}  // namespace buurtbrug::registration::store::sql
