#include "platform/testing/statement_plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "registration/store/family_tables.h"

namespace buurtbrug::registration::store {
namespace {

using platform::testing::NamedStatement;
using platform::testing::StatementPlans;
using platform::testing::StatementsOfService;
using ::testing::Contains;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<NamedStatement> AllStatements() {
  // That header makes a statement of the name of each table; the list of tables has them.
  std::vector<NamedStatement> all = StatementsOfService("registration", {"family_tables_sql.h"});
  for (const FamilyTable& table : FamilyTables()) {
    for (const auto& statement : {table.sql.take, table.sql.put, table.sql.read, table.sql.erase}) {
      all.push_back({"family_tables.cc", statement.name, statement.sql});
    }
  }
  return all;
}

// Statements that are about no contract or never run, each with its reason.
std::set<std::string> Exempt() {
  std::set<std::string> exempt = {
      // Readers take the entries of all tenants in their order, by feed_entries_order.
      "feed_read",
      // In each round, from one contract to the next along the primary key of the feed.
      "family_contracts",
      // One row a municipality.
      "demand_municipalities",
  };
  // To delete rows of a table of which erasure leaves them: made for every table alike.
  for (const FamilyTable& table : FamilyTables()) {
    if (table.at_erasure == AtErasure::kStays) {
      exempt.insert(table.sql.erase.name);
    }
  }
  return exempt;
}

// One test, since to fill the tables takes longest.
TEST(StatementPlans, EveryStatementFindsItsRowsByAnIndexThatStartsWithTheMunicipality) {
  StatementPlans plans("registration");
  EXPECT_THAT(plans.Complaints("SELECT count(*) FROM families WHERE registered_on = $1"),
              Contains(HasSubstr("families")));
  EXPECT_THAT(plans.Complaints("UPDATE concerns SET version = 1 WHERE kind = $1"),
              Contains(HasSubstr("concerns")));
  EXPECT_THAT(plans.Complaints("SELECT nothing FROM families"), SizeIs(1));

  const std::vector<NamedStatement> statements = AllStatements();
  EXPECT_THAT(statements, SizeIs(Gt(50U)));
  plans.ExpectNoComplaints(statements, Exempt());
}

}  // namespace
}  // namespace buurtbrug::registration::store
