#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::tenancy::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kInsertMunicipality = {
    "municipality_insert", "INSERT INTO municipalities (code, name) VALUES ($1, $2)"};

inline constexpr Statement kListMunicipalities = {
    "municipality_list", "SELECT code, name FROM municipalities ORDER BY code"};

// Two contracts of one municipality that are opened at once would each wait for the other at the
// exclusion constraint; so the second waits here.
inline constexpr Statement kLockMunicipality = {
    "municipality_lock", "SELECT code FROM municipalities WHERE code = $1 FOR NO KEY UPDATE"};

inline constexpr Statement kInsertProtocol = {
    "protocol_insert",
    "INSERT INTO protocols (programme, version, trial_weeks, vog_valid_months, training_required,"
    "  guidance_months, evaluation_interval_months) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

inline constexpr Statement kReadProtocol = {
    "protocol_read",
    "SELECT programme, version, trial_weeks, vog_valid_months, training_required, guidance_months,"
    "  evaluation_interval_months "
    "FROM protocols WHERE programme = $1 AND version = $2"};

inline constexpr Statement kInsertContract = {
    "contract_insert",
    "INSERT INTO contracts (municipality, contract_id, programme, protocol_version, provider,"
    "  first_day, last_day, run_off_day, reference, as_stated, recorded_at, recorded_by) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};

// Periods of one contract that are opened at once wait here, as contracts do at kLockMunicipality.
inline constexpr Statement kLockContract = {
    "contract_lock",
    "SELECT first_day, last_day, run_off_day FROM contracts "
    "WHERE municipality = $1 AND contract_id = $2 FOR NO KEY UPDATE"};

inline constexpr Statement kInsertPeriod = {
    "period_insert",
    "INSERT INTO subsidy_periods (municipality, contract_id, name, first_day, last_day,"
    "  amount_cents, funding_source, target, quarter_targets, as_stated, recorded_at, recorded_by) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};

// One row per period, and one without for a contract that has none.
inline constexpr Statement kListContracts = {
    "contract_list",
    "SELECT c.contract_id, c.programme, c.protocol_version, c.provider, c.first_day, c.last_day,"
    "  c.run_off_day, c.reference, c.as_stated, p.name AS period_name,"
    "  p.first_day AS period_first_day, p.last_day AS period_last_day, p.amount_cents,"
    "  p.funding_source, p.target, p.quarter_targets, p.as_stated AS period_as_stated "
    "FROM contracts c LEFT JOIN subsidy_periods p"
    "  ON p.municipality = c.municipality AND p.contract_id = c.contract_id "
    "WHERE c.municipality = $1 "
    "ORDER BY c.first_day DESC, p.first_day"};

inline constexpr Statement kReadTerm = {
    "contract_term",
    "SELECT c.first_day, c.last_day, c.run_off_day,"
    "  (SELECT p.name FROM subsidy_periods p WHERE p.municipality = $1 AND p.contract_id = $2"
    "     AND $3::date BETWEEN p.first_day AND p.last_day) AS period "
    "FROM contracts c WHERE c.municipality = $1 AND c.contract_id = $2"};

}  // namespace buurtbrug::tenancy::store::sql
