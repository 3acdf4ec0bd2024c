#include "platform/testing/statement_plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace buurtbrug::matching::store {
namespace {

using platform::testing::NamedStatement;
using platform::testing::StatementPlans;
using platform::testing::StatementsOfService;
using ::testing::Contains;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// Statements that are about no contract, each with its reason.
const std::set<std::string>& Exempt() {
  static const auto& exempt = *new std::set<std::string>{
      // Readers take the entries of all tenants in their order, by feed_entries_order.
      "feed_read",
  };
  return exempt;
}

// One test, since to fill the tables takes longest.
TEST(StatementPlans, EveryStatementFindsItsRowsByAnIndexThatStartsWithTheMunicipality) {
  StatementPlans plans("matching");
  EXPECT_THAT(plans.Complaints("SELECT count(*) FROM matches WHERE last_step_on = $1"),
              Contains(HasSubstr("matches")));
  EXPECT_THAT(plans.Complaints("UPDATE match_agreements SET number = 1 WHERE number = $1"),
              Contains(HasSubstr("match_agreements")));
  EXPECT_THAT(plans.Complaints("SELECT nothing FROM matches"), SizeIs(1));

  const std::vector<NamedStatement> statements = StatementsOfService("matching");
  EXPECT_THAT(statements, SizeIs(Gt(50U)));
  plans.ExpectNoComplaints(statements, Exempt());
}

}  // namespace
}  // namespace buurtbrug::matching::store
