#pragma once

#include "platform/postgres/param.h"

// Places that matches of other contracts take, under the scope of the contract of the support
// family; kPooledMatch alone is under that of the match.
namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kOfferedFamily = {
    "reservation_family",
    "SELECT role, state, capacity, told, told_on, pool_consent AND NOT erased AND merged_into IS "
    "NULL AS offered "
    "FROM profiles WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

// What holds already goes on holding, and longer if it must; what was free is held again.
inline constexpr Statement kReserve = {
    "reservation_put",
    "INSERT INTO pool_reservations AS r (municipality, contract_id, match_id, family_id,"
    "  pool_agreement_id, receiving_municipality, receiving_contract_id, state, until, lapses_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9) "
    "ON CONFLICT (municipality, contract_id, match_id) DO UPDATE SET"
    "  state = CASE r.state WHEN 2 THEN 2 ELSE 1 END,"
    "  until = CASE WHEN r.state <> 2 THEN greatest(r.until, excluded.until) END,"
    "  lapses_at = CASE WHEN r.state = 2"
    "      OR (r.state = 1 AND r.lapses_at IS NULL AND r.until >= excluded.until)"
    "    THEN r.lapses_at ELSE excluded.lapses_at END"};

inline constexpr Statement kReadReservation = {
    "reservation_read",
    "SELECT state, until, lapses_at, match_version, match_state, carried_to_contract_id "
    "FROM pool_reservations "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3"};

inline constexpr Statement kFollowReservation = {
    "reservation_follow",
    "INSERT INTO pool_reservations AS r (municipality, contract_id, match_id, family_id,"
    "  pool_agreement_id, receiving_municipality, receiving_contract_id, state, until,"
    "  match_version, match_state, trial_first_day, lapses_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
    "ON CONFLICT (municipality, contract_id, match_id) DO UPDATE SET"
    "  receiving_contract_id = excluded.receiving_contract_id, state = excluded.state,"
    "  until = excluded.until, lapses_at = excluded.lapses_at,"
    "  match_version = excluded.match_version,"
    "  match_state = coalesce(excluded.match_state, r.match_state),"
    "  trial_first_day = coalesce(excluded.trial_first_day, r.trial_first_day)"};

// Places that matches in trial (4) and definitive ones (5) take, whose contract is renewed.
inline constexpr Statement kPlacesToCarry = {
    "reservation_to_carry",
    "SELECT DISTINCT family_id FROM pool_reservations "
    "WHERE municipality = $1 AND contract_id = $2 AND state = 2 AND match_state IN (4, 5) "
    "ORDER BY family_id"};

// As rows of the contract $4, the families being held.
inline constexpr Statement kTakePlaces = {
    "reservation_take",
    "SELECT coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object('contract_id', $4::uuid)), '[]')"
    "  AS places "
    "FROM pool_reservations r WHERE municipality = $1 AND contract_id = $2"
    "  AND family_id = ANY($3::uuid[]) AND state = 2 AND match_state IN (4, 5)"};

// Those that are there already know a later step of the match.
inline constexpr Statement kPutPlaces = {
    "reservation_put_taken",
    "INSERT INTO pool_reservations SELECT (r).*"
    "  FROM jsonb_populate_recordset(NULL::pool_reservations, $1::jsonb) r "
    "ON CONFLICT DO NOTHING "
    "RETURNING match_id, family_id, pool_agreement_id, match_state, match_version,"
    "  trial_first_day"};

// From here on the contract $3 keeps the places of the families $4, or that of the match $5, which
// is not over.
inline constexpr Statement kLeavePlaces = {
    "reservation_leave",
    "UPDATE pool_reservations SET state = 3, until = NULL, lapses_at = NULL, match_state = 11,"
    "  carried_to_contract_id = $3 "
    "WHERE municipality = $1 AND contract_id = $2 AND carried_to_contract_id IS NULL"
    "  AND ((match_id = $5::uuid AND coalesce(match_state, 1) < 6)"
    "    OR (family_id = ANY($4::uuid[]) AND state = 2 AND match_state IN (4, 5))) "
    "RETURNING match_id, family_id, pool_agreement_id, match_state, match_version,"
    "  trial_first_day"};

// The contract whose match it is.
inline constexpr Statement kReceivingOf = {
    "reservation_receiving",
    "SELECT receiving_municipality, receiving_contract_id FROM pool_reservations "
    "WHERE municipality = $1 AND contract_id = $2 AND match_id = $3"};

// Those whose matches with the family are not over.
inline constexpr Statement kReceivingOfFamily = {
    "reservation_receiving_of_family",
    "SELECT DISTINCT receiving_municipality, receiving_contract_id FROM pool_reservations "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND match_state < 6"};

// The match with where its support family comes from. Nothing: there is no such match, or it is
// with a family of the contract's own.
inline constexpr Statement kPooledMatch = {
    "pooled_match",
    "SELECT m.state, m.held_until, m.version, m.last_step_on, p.pool_agreement_id,"
    "  p.offering_municipality, p.offering_contract_id, p.offering_family_id,"
    "  (SELECT min(s.occurred_on) FROM match_steps s WHERE s.municipality = $1"
    "     AND s.contract_id = $2 AND s.match_id = $3 AND s.state = 4) AS trial_first_day "
    "FROM matches m JOIN pooled_profiles p ON p.municipality = $1 AND p.contract_id = $2"
    "  AND p.family_id = m.support_family_id "
    "WHERE m.municipality = $1 AND m.contract_id = $2 AND m.match_id = $3"};

}  // namespace buurtbrug::matching::store::sql
