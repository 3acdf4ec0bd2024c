#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// What is done with whole rows of one table of a family. Whole, so that a column that is added to a
// table is carried over and exported too.
struct FamilyTableSql {
  // The rows of families, as one JSON array with every column, under another contract.
  Statement take;
  // Rows as `take` gives them; one that is there already stays as it is.
  Statement put;
  // The rows of one family, one JSON object each, in the order of their keys.
  Statement read;
  // Deletes the rows of families.
  Statement erase;
};

// The name of a table is the only part that differs; it is a literal, so that each statement is one
// too.
// clang-format off: one statement below the other
#define BUURTBRUG_FAMILY_TABLE_SQL(table)                                                       \
  ::buurtbrug::registration::store::sql::FamilyTableSql {                                       \
    {"family_take_" table,                                                                      \
     "SELECT coalesce(jsonb_agg(to_jsonb(t) || jsonb_build_object('contract_id', $4::uuid)),"   \
     "  '[]') AS rows FROM " table                                                              \
     " t "                                                                                      \
     "WHERE t.municipality = $1 AND t.contract_id = $2 AND t.family_id = ANY($3::uuid[])"},     \
        {"family_put_" table,                                                                   \
         "INSERT INTO " table                                                                   \
         " SELECT (r).* "                                                                       \
         "FROM jsonb_populate_recordset(NULL::" table ", $1::jsonb) r ON CONFLICT DO NOTHING"}, \
        {"family_rows_" table,                                                                  \
         "SELECT to_jsonb(t) AS row FROM " table                                                \
         " t "                                                                                  \
         "WHERE t.municipality = $1 AND t.contract_id = $2 AND t.family_id = $3 ORDER BY t"},   \
        {"family_erase_" table,                                                                 \
         "DELETE FROM " table                                                                   \
         " t "                                                                                  \
         "WHERE t.municipality = $1 AND t.contract_id = $2 AND t.family_id = ANY($3::uuid[])"}, \
  }
// clang-format on

}  // namespace buurtbrug::registration::store::sql
