#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::platform::tenant::sql {

// FOR SHARE: a contract that is being ended waits for the writes that were allowed before.
inline constexpr postgres::Statement kAdmit = {
    "tenant_admit",
    "SELECT c.first_day, c.last_day, c.run_off_day, c.trial_weeks, c.vog_valid_months,"
    "  c.training_required, c.guidance_months, c.evaluation_interval_months,"
    "  EXISTS (SELECT 1 FROM subsidy_periods p WHERE p.municipality = $1 AND p.contract_id = $2"
    "          AND $3::date BETWEEN p.first_day AND p.last_day) AS in_period,"
    "  r.method, r.digest, r.subject, r.version "
    "FROM contracts c LEFT JOIN receipts r"
    "  ON r.municipality = $1 AND r.contract_id = $2 AND r.request_id = $4 "
    "WHERE c.municipality = $1 AND c.contract_id = $2 FOR SHARE OF c"};

inline constexpr postgres::Statement kProtocol = {
    "tenant_protocol",
    "SELECT trial_weeks, vog_valid_months, training_required, guidance_months,"
    "  evaluation_interval_months "
    "FROM contracts WHERE municipality = $1 AND contract_id = $2"};

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
    "    version, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8))"
    "INSERT INTO feed_entries (municipality, contract_id, event_id, occurred_on, recorded_at, type,"
    "  event) "
    "SELECT $1, $2, f.event_id, f.occurred_on, $8, f.type, f.event "
    "FROM unnest($9::uuid[], $10::date[], $11::text[], $12::bytea[])"
    "  AS f (event_id, occurred_on, type, event)"};

inline constexpr postgres::Statement kPutContract = {
    "tenant_put_contract",
    "INSERT INTO contracts (municipality, contract_id, first_day, last_day, run_off_day,"
    "  trial_weeks, vog_valid_months, training_required, guidance_months,"
    "  evaluation_interval_months) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
    "ON CONFLICT (municipality, contract_id) DO UPDATE SET first_day = excluded.first_day,"
    "  last_day = excluded.last_day, run_off_day = excluded.run_off_day"};

inline constexpr postgres::Statement kPutPeriod = {
    "tenant_put_period",
    "INSERT INTO subsidy_periods (municipality, contract_id, name, first_day, last_day, target,"
    "  quarter_targets, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ON CONFLICT (municipality, contract_id, name) DO NOTHING"};

}  // namespace buurtbrug::platform::tenant::sql
