#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kLockLife = {
    "match_life_lock",
    "SELECT match_id, request_family_id, children, support_family_id, state, last_step_on, version,"
    "  end_reason, origin, plan_id, weights_version,"
    "  weights_known OR origin = 2 OR weights_version > 0 AS weights_known, held_until,"
    "  held_longer, asked_on, request_answer, support_answer, agreement_version, open_offer, "
    "paused_until,"
    "  substitute_family_id, substitute_first_day, substitute_last_day "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id = $3 FOR UPDATE"};

inline constexpr Statement kReadLife = {
    "match_life_read",
    "SELECT origin, plan_id, weights_version,"
    "  weights_known OR origin = 2 OR weights_version > 0 AS weights_known, held_until,"
    "  held_longer, asked_on, request_answer, support_answer, agreement_version, open_offer, "
    "paused_until,"
    "  substitute_family_id, substitute_first_day, substitute_last_day "
    "FROM matches WHERE municipality = $1 AND contract_id = $2 AND match_id = $3"};

// Behind kLockLife, as a statement of its own: it sees the steps that the lock waited for.
inline constexpr Statement kStepDays = {
    "match_step_days",
    "SELECT min(occurred_on) FILTER (WHERE state = 3) AS agreed_on,"
    "  min(occurred_on) FILTER (WHERE state = 4) AS trial_first_day,"
    "  min(occurred_on) FILTER (WHERE state = 5) AS definitive_on "
    "FROM match_steps WHERE municipality = $1 AND contract_id = $2 AND match_id = $3"};

// The life as it is after it.
inline constexpr Statement kAppendOccurrence = {
    "match_append_occurrence",
    "WITH moved AS ("
    "  UPDATE matches SET version = $4, last_step_on = $6, held_until = $17, held_longer = $18,"
    "    asked_on = $19, request_answer = $20, support_answer = $21, paused_until = $22,"
    "    substitute_family_id = $23, substitute_first_day = $24, substitute_last_day = $25,"
    "    open_offer = $27"
    "  WHERE municipality = $1 AND contract_id = $2 AND match_id = $3)"
    "INSERT INTO match_occurrences (municipality, contract_id, match_id, number, kind, occurred_on,"
    "  recorded_at, recorded_by, reason, correction, party, answer, first_day, last_day,"
    "  substitute_family_id, agreement_version, offer, overridden_rules)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $26,"
    "    $28::text[])"};

inline constexpr Statement kAppendAgreement = {
    "match_append_agreement",
    "WITH moved AS ("
    "  UPDATE matches SET agreement_version = $4, open_offer = NULL"
    "  WHERE municipality = $1 AND contract_id = $2 AND match_id = $3)"
    "INSERT INTO match_agreements (municipality, contract_id, match_id, version, occurred_on,"
    "  request_family_id, children, support_family_id, moments, rhythm, tasks, task_words,"
    "  house_rules_version, returns, request_means, request_accepted_on, support_means,"
    "  support_accepted_on, reason, recorded_at, recorded_by, correction)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7::smallint[], $8, $9::smallint[], $10, $11::smallint[],"
    "    $12, $13, $14::smallint[], $15, $16, $17, $18, $19, $20, $21, $22)"};

inline constexpr Statement kReadOccurrences = {
    "match_occurrences_read",
    "SELECT kind, occurred_on, recorded_at, recorded_by, reason, correction, party, answer,"
    "  first_day, last_day, substitute_family_id, agreement_version, offer,"
    "  array_to_string(overridden_rules, ',') AS overridden_rules FROM match_occurrences "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3 ORDER BY number"};

inline constexpr Statement kReadAgreements = {
    "match_agreements_read",
    "SELECT version, occurred_on, request_family_id, children, support_family_id, moments, rhythm,"
    "  tasks, task_words, house_rules_version, returns, request_means, request_accepted_on,"
    "  support_means, support_accepted_on, reason, recorded_at, recorded_by, correction "
    "FROM match_agreements "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3 ORDER BY version"};

inline constexpr Statement kAppendOffer = {
    "match_append_offer",
    "INSERT INTO match_offers (municipality, contract_id, match_id, number, occurred_on, moments,"
    "  rhythm, tasks, task_words, house_rules_version, returns, recorded_at, recorded_by,"
    "  correction)"
    "  VALUES ($1, $2, $3, $4, $5, $6::smallint[], $7, $8::smallint[], $9, $10, $11::smallint[],"
    "    $12, $13, $14)"};

// With what was accepted (10) of each by the request family (1) and the support family (2).
inline constexpr Statement kReadOffers = {
    "match_offers_read",
    "SELECT o.number, o.occurred_on, o.moments, o.rhythm, o.tasks, o.task_words,"
    "  o.house_rules_version, o.returns, o.recorded_at, o.recorded_by, o.correction,"
    "  a.request_accepted_on, a.support_accepted_on "
    "FROM match_offers o CROSS JOIN LATERAL ("
    "  SELECT min(x.occurred_on) FILTER (WHERE x.party = 1) AS request_accepted_on,"
    "    min(x.occurred_on) FILTER (WHERE x.party = 2) AS support_accepted_on"
    "  FROM match_occurrences x WHERE x.municipality = $1 AND x.contract_id = $2"
    "    AND x.match_id = $3 AND x.kind = 10 AND x.offer = o.number) a "
    "WHERE o.municipality = $1 AND o.contract_id = $2 AND o.match_id = $3 ORDER BY o.number"};

// The places of one family, with those of families that were merged into it, or of all, on the day
// $3. The match $5 is left out. Behind the lock of the family's profile, as a statement of its own:
// only then does it see what the one before left. What has lapsed by the instant $6 is free;
// without one it is held through its day.
inline constexpr Statement kTakenPlaces = {
    "taken_places_of_family",
    "WITH RECURSIVE family (id) AS (SELECT $4::uuid UNION"
    "    SELECT p.family_id FROM family JOIN profiles p ON p.municipality = $1"
    "      AND p.contract_id = $2 AND p.merged_into = family.id) "
    "SELECT count(*) FILTER (WHERE until IS NULL) AS running, count(until) AS held,"
    "  min(until) AS held_until,"
    "  EXISTS (SELECT FROM matches m WHERE m.municipality = $1 AND m.contract_id = $2"
    "    AND m.support_family_id IN (SELECT id FROM family) AND m.state = 11)"
    "  OR EXISTS (SELECT FROM matches m WHERE m.municipality = $1 AND m.contract_id = $2"
    "    AND m.substitute_family_id IN (SELECT id FROM family) AND m.state = 11"
    "    AND m.substitute_last_day >= m.last_step_on)"
    "  OR EXISTS (SELECT FROM pool_reservations r WHERE r.municipality = $1 AND r.contract_id = $2"
    "    AND r.family_id IN (SELECT id FROM family) AND r.carried_to_contract_id IS NOT NULL)"
    "    AS carried_over "
    "FROM taken_places WHERE municipality = $1 AND contract_id = $2"
    "  AND (until IS NULL OR until >= $3::date) AND family_id IN (SELECT id FROM family)"
    "  AND match_id IS DISTINCT FROM $5::uuid"
    "  AND ($6::timestamptz IS NULL OR lapses_at IS NULL OR lapses_at > $6::timestamptz)"};

inline constexpr Statement kAllTakenPlaces = {
    "taken_places_all",
    "SELECT family_id, count(*) FILTER (WHERE until IS NULL) AS running, count(until) AS held,"
    "  min(until) AS held_until "
    "FROM taken_places WHERE municipality = $1 AND contract_id = $2"
    "  AND (until IS NULL OR until >= $3::date) GROUP BY family_id"};

// Whoever proposes a match of this request family waits here, and decides by what is there then.
inline constexpr Statement kTakeRequestTurn = {
    "match_take_request_turn", "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))"};

// The support families of matches that serve one of the children ($4), or its parents (0).
inline constexpr Statement kServedBy = {
    "match_served_by",
    "SELECT support_family_id FROM matches WHERE municipality = $1 AND contract_id = $2"
    "  AND request_family_id = $3 AND children && $4::smallint[] AND state IN (1, 2, 3, 4, 5, 10) "
    "ORDER BY match_id"};

// Of two families by all the ids that their cases had ($3 and $4), and by those of families that
// were merged into them: whether a match of them was declined (6), or ended in trial (7) or early
// (8), by somebody's decision; whether a coordinator excludes them; their ids; where to look next.
inline constexpr Statement kPairBars = {
    "match_pair_bars",
    "WITH RECURSIVE request (id) AS (SELECT unnest($3::uuid[]) UNION"
    "    SELECT p.family_id FROM request JOIN profiles p ON p.municipality = $1"
    "      AND p.contract_id = $2 AND p.merged_into = request.id),"
    "  support (id) AS (SELECT unnest($4::uuid[]) UNION"
    "    SELECT p.family_id FROM support JOIN profiles p ON p.municipality = $1"
    "      AND p.contract_id = $2 AND p.merged_into = support.id) "
    "SELECT EXISTS (SELECT FROM matches m WHERE m.municipality = $1 AND m.contract_id = $2"
    "    AND m.request_family_id IN (SELECT id FROM request)"
    "    AND m.support_family_id IN (SELECT id FROM support)"
    "    AND m.state IN (6, 7, 8) AND m.end_reason IS NULL) AS failed,"
    "  EXISTS (SELECT FROM exclusions e WHERE e.municipality = $1 AND e.contract_id = $2"
    "    AND e.request_family_id IN (SELECT id FROM request)"
    "    AND e.support_family_id IN (SELECT id FROM support) AND e.in_force) AS excluded,"
    "  (SELECT array_agg(id)::text FROM request) AS request_ids,"
    "  (SELECT array_agg(id)::text FROM support) AS support_ids,"
    "  (SELECT follows_contract_id FROM contracts WHERE municipality = $1 AND contract_id = $2)"
    "    AS follows"};

}  // namespace buurtbrug::matching::store::sql
