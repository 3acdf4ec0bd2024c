#include "registration/store/family_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/testing/servers.h"

namespace buurtbrug::registration::store {
namespace {

using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

class FamilyTablesTest : public ::testing::Test {
 protected:
  std::vector<std::string> Lines(const std::string& sql) {
    return absl::StrSplit(fresh_->Ask(sql), '\n', absl::SkipEmpty());
  }
  std::vector<std::string> Columns(const std::string& table) {
    return Lines(
        absl::StrCat("SELECT column_name FROM information_schema.columns "
                     "WHERE table_schema = 'registration' AND table_name = '",
                     table, "'"));
  }

  std::unique_ptr<platform::testing::Servers::FreshDatabase> fresh_ =
      platform::testing::Servers::Get().NewDatabase();
};

TEST_F(FamilyTablesTest, EveryTableThatNamesAFamilyIsListedOrExcepted) {
  std::set<std::string> known;
  for (const FamilyTable& table : FamilyTables()) {
    EXPECT_TRUE(known.insert(table.name).second) << table.name << " is listed twice";
  }
  for (const FamilyTableException& exception : FamilyTableExceptions()) {
    EXPECT_TRUE(known.insert(exception.name).second) << exception.name << " is listed twice";
    EXPECT_STRNE(exception.reason, "");
  }
  for (const std::string& table :
       Lines("SELECT DISTINCT c.table_name FROM information_schema.columns c "
             "JOIN information_schema.tables t USING (table_schema, table_name) "
             "WHERE c.table_schema = 'registration' AND c.column_name LIKE '%family_id' "
             "AND t.table_type = 'BASE TABLE' ORDER BY 1")) {
    EXPECT_EQ(known.erase(table), 1U)
        << "table " << table << " names a family. In services/registration/store/family_tables.cc"
        << " add to kTables\n    BUURTBRUG_FAMILY_TABLE(\"" << table
        << "\", .title = \"<Dutch title>\", .sealed = \"<its sealed column, or leave it out>\","
        << " .number = \"<the column with the number it is sealed under>\"),\n"
        << "behind the tables that it refers to; or, when it is no part of a family's file, to"
        << " kExceptions\n    {\"" << table << "\", \"<why>\"},";
  }
  EXPECT_THAT(known, IsEmpty()) << "listed, and not a table with a column family_id";
}

TEST_F(FamilyTablesTest, ColumnsThatAreNamedAreThere) {
  for (const FamilyTable& table : FamilyTables()) {
    std::vector<std::string> named = {"municipality", "contract_id", "family_id"};
    for (const char* column : {table.sealed, table.number}) {
      if (*column != '\0') {
        named.emplace_back(column);
      }
    }
    EXPECT_THAT(Columns(table.name), IsSupersetOf(named)) << table.name;
    EXPECT_STRNE(table.title, "") << table.name;
    EXPECT_EQ(table.on_request == OnRequest::kWithheld, *table.withheld_because != '\0')
        << table.name;
  }
}

TEST_F(FamilyTablesTest, WhatIsSealedIsNamed) {
  for (const FamilyTable& table : FamilyTables()) {
    for (const std::string& column :
         Lines(absl::StrCat("SELECT column_name FROM information_schema.columns "
                            "WHERE table_schema = 'registration' AND column_name = 'sealed' "
                            "AND table_name = '",
                            table.name, "'"))) {
      EXPECT_EQ(column, table.sealed)
          << "say .sealed = \"sealed\" in the line of " << table.name << " in family_tables.cc";
    }
  }
}

TEST_F(FamilyTablesTest, RowsThatAreDeletedMayBeAndNoOthers) {
  for (const FamilyTable& table : FamilyTables()) {
    EXPECT_EQ(fresh_->Ask(absl::StrCat("SELECT has_table_privilege('buurtbrug_registration', "
                                       "'registration.",
                                       table.name, "', 'DELETE')")),
              table.at_erasure == AtErasure::kDeleted ? "t\n" : "f\n")
        << table.name << ": grant DELETE on it (with an exception in lint_rules), or say "
        << ".at_erasure = AtErasure::kDeleted in family_tables.cc";
  }
}

// A row that refers to another one is put after it.
TEST_F(FamilyTablesTest, ReferredTablesComeFirst) {
  std::vector<std::string> order;
  for (const FamilyTable& table : FamilyTables()) {
    order.emplace_back(table.name);
  }
  const auto place = [&order](const std::string& name) {
    return std::find(order.begin(), order.end(), name) - order.begin();
  };
  for (const std::string& line :
       Lines("SELECT DISTINCT format('%s %s', a.relname, b.relname) FROM pg_constraint k "
             "JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid "
             "WHERE k.contype = 'f' AND k.connamespace = 'registration'::regnamespace "
             "AND k.conrelid <> k.confrelid")) {
    const std::vector<std::string> pair = absl::StrSplit(line, ' ');
    if (place(pair[0]) < static_cast<long>(order.size()) &&
        place(pair[1]) < static_cast<long>(order.size())) {
      EXPECT_LT(place(pair[1]), place(pair[0])) << pair[0] << " refers to " << pair[1];
    }
  }
}

}  // namespace
}  // namespace buurtbrug::registration::store
