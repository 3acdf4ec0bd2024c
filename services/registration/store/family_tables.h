#pragma once

#include "absl/types/span.h"
#include "registration/store/family_tables_sql.h"

// The one list of what is kept of a family. Renewal carries these tables over, a family that asks
// for its data gets them, and erasing it leaves of them what counts.
//
// A new table of this schema with a column family_id gets a line in family_tables.cc: in Tables(),
// or in Exceptions() with the reason. family_tables_test.cc says which one is missing.
namespace buurtbrug::registration::store {

enum class AtRenewal { kCarried, kStays };
enum class OnRequest { kExported, kWithheld };
// What stays is sealed, or says nothing of people; rows that only serve searching, and those from
// whose days a birthday could be found, are deleted.
enum class AtErasure { kStays, kDeleted };

struct FamilyTable {
  const char* name = "";
  // Over its rows in an export, in Dutch.
  const char* title = "";
  // The column with sealed personal data; empty: the table has none.
  const char* sealed = "";
  // The column with the number under which that is sealed; empty: the family has one row, 1.
  const char* number = "";
  AtRenewal at_renewal = AtRenewal::kCarried;
  OnRequest on_request = OnRequest::kExported;
  AtErasure at_erasure = AtErasure::kStays;
  // Why it is withheld, in Dutch: the family reads it.
  const char* withheld_because = "";
  sql::FamilyTableSql sql = {};
};

// A table whose rows name a family and are no part of its file.
struct FamilyTableException {
  const char* name = "";
  const char* reason = "";
};

// In the order in which rows are put: what is referred to comes first.
absl::Span<const FamilyTable> FamilyTables();

absl::Span<const FamilyTableException> FamilyTableExceptions();

}  // namespace buurtbrug::registration::store
