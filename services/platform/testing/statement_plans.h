#pragma once

#include <memory>
#include <pqxx/connection>
#include <set>
#include <string>
#include <vector>

#include "platform/testing/servers.h"

// How PostgreSQL would run the statements of a service, on tables that are filled.
namespace buurtbrug::platform::testing {

struct NamedStatement {
  std::string file, name, sql;
};

// The `constexpr Statement k...` of each header of services/`service`/store whose name ends in
// "sql.h", and of what the platform runs on the tables of each service. A header without any fails
// the test.
std::vector<NamedStatement> StatementsOfService(const std::string& service,
                                                const std::set<std::string>& without_headers = {});

// A database of its own, in which each table of the service that has a column `municipality` holds
// 12,000 rows: five sixths of them of one contract, the rest of twenty. What a row means does not
// matter to a plan, so the tables lose what constrains them. Not thread-safe.
class StatementPlans {
 public:
  explicit StatementPlans(std::string service);

  // What is wrong with the plan that PostgreSQL makes of `sql` before it knows the parameters: a
  // table that is read from end to end, an index that is not read by the municipality first, or
  // that it refuses the statement. Empty: nothing.
  std::vector<std::string> Complaints(const std::string& sql);

  // Fails the test for each statement with complaints, but for the names in `exempt`, and for a
  // name that is there twice.
  void ExpectNoComplaints(const std::vector<NamedStatement>& statements,
                          const std::set<std::string>& exempt);

 private:
  void Fill(const std::string& table);
  std::vector<std::string> Lines(const std::string& query) const;

  const std::string service_;
  std::unique_ptr<Servers::FreshDatabase> fresh_;
  std::set<std::string> tables_;
  std::unique_ptr<pqxx::connection> session_;
};

}  // namespace buurtbrug::platform::testing
