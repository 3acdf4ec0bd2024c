#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::reporting::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kPutFact = {
    "fact_put",
    "INSERT INTO facts (municipality, contract_id, fact_id, kind, occurred_on, recorded_at,"
    "  match_id, correction) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING"};

inline constexpr Statement kForgetFacts = {"fact_forget", "DELETE FROM facts"};

inline constexpr Statement kCountFacts = {"fact_count", "SELECT count(*) AS facts FROM facts"};

inline constexpr Statement kFindPeriod = {
    "period_find",
    "SELECT name, first_day, last_day, target, quarter_targets, counted_at, ended_in_trial "
    "FROM subsidy_periods "
    "WHERE municipality = $1 AND contract_id = $2 AND name = $3 AND recorded_at <= $4"};

inline constexpr Statement kHasContract = {"contract_exists",
                                           "SELECT EXISTS (SELECT 1 FROM contracts WHERE "
                                           "municipality = $1 AND contract_id = $2) AS known"};

// Also what of other days may bear on them: where a match ended in its trial (4), and that it
// counted before it came to the contract (7).
inline constexpr Statement kListFacts = {
    "fact_list",
    "SELECT kind, occurred_on, recorded_at, match_id, correction FROM facts "
    "WHERE municipality = $1 AND contract_id = $2"
    "  AND (occurred_on BETWEEN $3 AND $4 OR kind IN (4, 7))"
    "  AND recorded_at <= $5 AND kind <> 5"};

// A table with its cells, in one round trip: arrays of row, quarter, indicator and value.
inline constexpr Statement kInsertPublished = {
    "published_insert",
    "WITH published AS ("
    "  INSERT INTO published_tables (municipality, contract_id, table_id, period, title, source,"
    "    as_printed, as_of, recorded_at, recorded_by)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))"
    "INSERT INTO published_cells (municipality, contract_id, table_id, row_number, quarter,"
    "  indicator, value) "
    "SELECT $1, $2, $3, row_number, quarter, indicator, nullif(value, -1) "
    "FROM unnest($11::smallint[], $12::smallint[], $13::smallint[], $14::integer[])"
    "  AS c (row_number, quarter, indicator, value)"};

// Cell by cell: by table in the order of import, then row, then quarter with the total first.
inline constexpr Statement kListPublished = {
    "published_list",
    "SELECT t.table_id, t.title, t.source, t.as_printed, t.as_of, c.row_number, c.quarter,"
    "  c.indicator, c.value "
    "FROM published_tables t JOIN published_cells c"
    "  ON c.municipality = $1 AND c.contract_id = $2 AND c.table_id = t.table_id "
    "WHERE t.municipality = $1 AND t.contract_id = $2 AND t.period = $3 "
    "ORDER BY t.recorded_at, t.table_id, c.row_number, c.quarter"};

}  // namespace buurtbrug::reporting::store::sql
