#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::platform::tenant::sql {

// FOR SHARE: a contract that is being ended waits for the writes that were allowed before. With row
// locks alone new sharers pass whoever waits to change the row, for as long as they keep coming;
// the advisory lock makes them wait in turn (kTakeTurn). The protocol is the one of the step's day;
// a day before the contract is judged by its first one.
inline constexpr postgres::Statement kAdmit = {
    "tenant_admit",
    "SELECT c.first_day, c.last_day, c.run_off_day, v.trial_weeks, v.vog_valid_months,"
    "  v.training_required, v.guidance_months, v.evaluation_interval_months, v.requirements,"
    "  v.agreement_moment, v.proposal_days, p.name IS NOT NULL AS in_period, p.sealed_at IS NOT "
    "NULL AS sealed,"
    "  r.method, r.digest, r.subject, r.version "
    "FROM contracts c "
    "JOIN pg_advisory_xact_lock_shared(hashtextextended($2::uuid::text, 0)) AS turn ON true "
    "JOIN LATERAL ("
    "  SELECT v.trial_weeks, v.vog_valid_months, v.training_required, v.guidance_months,"
    "    v.evaluation_interval_months, v.requirements, v.agreement_moment, v.proposal_days"
    "  FROM contract_protocols v"
    "  WHERE v.municipality = $1 AND v.contract_id = $2"
    "    AND (v.first_day <= $3::date OR v.first_day = c.first_day)"
    "  ORDER BY v.first_day DESC LIMIT 1) AS v ON true "
    "LEFT JOIN subsidy_periods p ON p.municipality = $1 AND p.contract_id = $2"
    "  AND $3::date BETWEEN p.first_day AND p.last_day "
    "LEFT JOIN receipts r ON r.municipality = $1 AND r.contract_id = $2 AND r.request_id = $4 "
    "WHERE c.municipality = $1 AND c.contract_id = $2 FOR SHARE OF c"};

// In turn and FOR SHARE, as above.
inline constexpr postgres::Statement kHoldContract = {
    "tenant_hold_contract",
    "SELECT first_day, last_day, run_off_day, follows_contract_id FROM contracts c "
    "JOIN pg_advisory_xact_lock_shared(hashtextextended($2::uuid::text, 0)) AS turn ON true "
    "WHERE municipality = $1 AND contract_id = $2 FOR SHARE OF c"};

inline constexpr postgres::Statement kTakeTurn = {
    "tenant_take_turn", "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))"};

inline constexpr postgres::Statement kProtocol = {
    "tenant_protocol",
    "SELECT v.trial_weeks, v.vog_valid_months, v.training_required, v.guidance_months,"
    "  v.evaluation_interval_months, v.requirements, v.agreement_moment, v.proposal_days "
    "FROM contracts c JOIN contract_protocols v"
    "  ON v.municipality = $1 AND v.contract_id = $2"
    "  AND (v.first_day <= $3::date OR v.first_day = c.first_day) "
    "WHERE c.municipality = $1 AND c.contract_id = $2 ORDER BY v.first_day DESC LIMIT 1"};

inline constexpr postgres::Statement kProtocols = {
    "tenant_protocols",
    "SELECT first_day, trial_weeks, vog_valid_months, training_required, guidance_months,"
    "  evaluation_interval_months, requirements, agreement_moment, proposal_days "
    "FROM contract_protocols WHERE municipality = $1 AND contract_id = $2 ORDER BY first_day"};

inline constexpr postgres::Statement kReceipt = {
    "receipt_find",
    "SELECT method, digest, subject, version FROM receipts "
    "WHERE municipality = $1 AND contract_id = $2 AND request_id = $3"};

// The answer and the facts of a write, in one round trip. Tenant, request, then arrays of the
// facts.
inline constexpr postgres::Statement kSettle = {
    "write_settle",
    "WITH receipt AS ("
    "  INSERT INTO receipts (municipality, contract_id, request_id, method, digest, subject,"
    "    version, recorded_at, correction, recorded_by, on_behalf_of)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $13, $14, $15))"
    "INSERT INTO feed_entries (municipality, contract_id, event_id, occurred_on, recorded_at, type,"
    "  event, correction) "
    "SELECT $1, $2, f.event_id, f.occurred_on, $8, f.type, f.event, $13 "
    "FROM unnest($9::uuid[], $10::date[], $11::text[], $12::bytea[])"
    "  AS f (event_id, occurred_on, type, event)"};

inline constexpr postgres::Statement kPutContract = {
    "tenant_put_contract",
    "INSERT INTO contracts (municipality, contract_id, first_day, last_day, run_off_day, version,"
    "  follows_contract_id) VALUES ($1, $2, $3, $4, $5, $6, $7) "
    "ON CONFLICT (municipality, contract_id) DO UPDATE SET last_day = excluded.last_day,"
    "  run_off_day = excluded.run_off_day, version = excluded.version,"
    "  follows_contract_id = excluded.follows_contract_id "
    "WHERE contracts.version < excluded.version"};

inline constexpr postgres::Statement kPutProtocol = {
    "tenant_put_protocol",
    "INSERT INTO contract_protocols (municipality, contract_id, first_day, trial_weeks, "
    "vog_valid_months,"
    "  training_required, guidance_months, evaluation_interval_months, requirements,"
    "  agreement_moment, proposal_days) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING"};

inline constexpr postgres::Statement kPutPeriod = {
    "tenant_put_period",
    "INSERT INTO subsidy_periods (municipality, contract_id, name, first_day, last_day, target,"
    "  quarter_targets, recorded_at, sealed_at, counted_at, ended_in_trial, version) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
    "ON CONFLICT (municipality, contract_id, name) DO UPDATE SET last_day = excluded.last_day,"
    "  target = excluded.target, quarter_targets = excluded.quarter_targets,"
    "  sealed_at = excluded.sealed_at, counted_at = excluded.counted_at,"
    "  ended_in_trial = excluded.ended_in_trial, version = excluded.version "
    "WHERE subsidy_periods.version < excluded.version"};

}  // namespace buurtbrug::platform::tenant::sql
