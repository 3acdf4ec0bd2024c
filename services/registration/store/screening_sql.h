#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kAppendScreeningStep = {
    "screening_append",
    "WITH moved AS ("
    "  UPDATE families SET version = $4"
    "  WHERE municipality = $1 AND contract_id = $2 AND family_id = $3)"
    "INSERT INTO screening_steps (municipality, contract_id, family_id, number, kind, requirement,"
    "  person_kind, person_number, occurred_on, last_day, about, by_professional, asks_follow_up,"
    "  outcome, capacity, recorded_at, recorded_by, correction, sealed) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    "  $19)"};

inline constexpr Statement kReadScreeningSteps = {
    "screening_read",
    "SELECT number, kind, requirement, person_kind, person_number, occurred_on, last_day, about,"
    "  by_professional, asks_follow_up, outcome, capacity, recorded_at, recorded_by, correction,"
    "  sealed "
    "FROM screening_steps WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 "
    "ORDER BY number"};

// The row before and after in one round trip: the parts of a statement see what was there before.
inline constexpr Statement kPutReadiness = {
    "readiness_put",
    "WITH put AS ("
    "  INSERT INTO readiness (municipality, contract_id, family_id, ready_from, ready_until,"
    "    remind_from, recheck_on, protocols, spans) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    "  ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET"
    "    ready_from = excluded.ready_from, ready_until = excluded.ready_until,"
    "    remind_from = excluded.remind_from, recheck_on = excluded.recheck_on,"
    "    protocols = excluded.protocols, spans = excluded.spans)"
    "SELECT (SELECT spans FROM readiness WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id = $3) AS before"};

// Empty texts are no days, and no status.
inline constexpr Statement kPutVogDesk = {
    "vog_desk_put",
    "INSERT INTO vog_desk (municipality, contract_id, family_id, person_kind, person_number,"
    "  status, action_from, requested_on, issued_on, seen_on, expires_on) "
    "SELECT $1, $2, $3, d.person_kind, d.person_number, nullif(d.status, 0), d.action_from,"
    "  nullif(d.requested_on, '')::date, nullif(d.issued_on, '')::date,"
    "  nullif(d.seen_on, '')::date, nullif(d.expires_on, '')::date "
    "FROM unnest($4::smallint[], $5::smallint[], $6::smallint[], $7::date[], $8::text[],"
    "  $9::text[], $10::text[], $11::text[]) AS d (person_kind, person_number, status,"
    "  action_from, requested_on, issued_on, seen_on, expires_on) "
    "ON CONFLICT (municipality, contract_id, family_id, person_kind, person_number) DO UPDATE SET"
    "  status = excluded.status, action_from = excluded.action_from,"
    "  requested_on = excluded.requested_on, issued_on = excluded.issued_on,"
    "  seen_on = excluded.seen_on, expires_on = excluded.expires_on"};

inline constexpr Statement kListVogDesk = {
    "vog_desk_list",
    "SELECT d.family_id, d.person_kind, d.person_number, d.status, d.action_from, d.requested_on,"
    "  d.issued_on, d.seen_on, d.expires_on "
    "FROM vog_desk d JOIN families f"
    "  ON f.municipality = $1 AND f.contract_id = $2 AND f.family_id = d.family_id "
    "WHERE d.municipality = $1 AND d.contract_id = $2 AND d.status = $3 AND d.action_from <= $4"
    "  AND (d.action_from, d.family_id, d.person_kind, d.person_number)"
    "    > ($5::date, $6::uuid, $7::smallint, $8::smallint)"
    "  AND f.state NOT IN (7, 8, 9) "
    "ORDER BY d.action_from, d.family_id, d.person_kind, d.person_number LIMIT $9"};

inline constexpr Statement kListLapses = {
    "readiness_lapses",
    "SELECT r.family_id, r.ready_from, r.ready_until, r.remind_from "
    "FROM readiness r JOIN families f"
    "  ON f.municipality = $1 AND f.contract_id = $2 AND f.family_id = r.family_id "
    "WHERE r.municipality = $1 AND r.contract_id = $2 AND r.ready_until < $3::date"
    "  AND (r.ready_until, r.family_id) > ($4::date, $5::uuid)"
    "  AND f.state NOT IN (7, 8, 9) "
    "ORDER BY r.ready_until, r.family_id LIMIT $6"};

// Never judged, by fewer protocols than are known now, or a day came that was waited for; or told
// to be ready before its case was closed or went on elsewhere. Of an erased family nothing can be
// judged. Locked in the order in which every write about several families locks them; what another
// transaction holds is judged by it, or next time.
inline constexpr Statement kStaleReadiness = {
    "readiness_stale",
    "SELECT f.family_id FROM families f LEFT JOIN readiness r"
    "  ON r.municipality = $1 AND r.contract_id = $2 AND r.family_id = f.family_id "
    "LEFT JOIN family_departures d"
    "  ON d.municipality = $1 AND d.contract_id = $2 AND d.family_id = f.family_id "
    "WHERE f.municipality = $1 AND f.contract_id = $2 AND f.role = 2"
    "  AND f.erased_at IS NULL AND f.family_id > $5"
    "  AND CASE WHEN f.state IN (7, 8, 9) OR d.family_id IS NOT NULL THEN r.spans <> ''"
    "    ELSE r.family_id IS NULL OR r.protocols < $3::smallint OR r.recheck_on <= $4::date END "
    "ORDER BY f.family_id LIMIT $6 FOR UPDATE OF f SKIP LOCKED"};

}  // namespace buurtbrug::registration::store::sql
