#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "platform/testing/servers.h"
#include "registration/store/family_tables.h"

// Every statement of registration, and of the platform on its tables, finds its rows by an index
// that starts with the municipality: shown by PostgreSQL's own plans, on tables that are filled.
namespace buurtbrug::registration::store {
namespace {

using platform::testing::Servers;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// ---- The statements, as the headers have them ----

struct Named {
  std::string file, name, sql;
};

// The text of the string literals from `at` to the end of the initializer, each by itself.
std::vector<std::string> Literals(const std::string& text, size_t at) {
  std::vector<std::string> literals;
  for (; at < text.size() && text[at] != ';'; ++at) {
    if (text[at] == '/' && text[at + 1] == '/') {
      at = text.find('\n', at);
    } else if (text[at] == '"') {
      std::string& literal = literals.emplace_back();
      for (++at; text[at] != '"'; ++at) {
        if (text[at] == '\\') {
          ++at;
        }
        literal.push_back(text[at]);
      }
    }
  }
  return literals;
}

std::vector<Named> StatementsOf(const std::filesystem::path& header) {
  std::ifstream file(header);
  std::stringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  std::vector<Named> statements;
  const std::string opening = "inline constexpr ";
  for (size_t at = text.find(opening); at != std::string::npos;
       at = text.find(opening, at + opening.size())) {
    const size_t equals = text.find('=', at);
    if (!absl::StrContains(text.substr(at, equals - at), "Statement k")) {
      continue;
    }
    const std::vector<std::string> literals = Literals(text, equals);
    EXPECT_THAT(literals, SizeIs(::testing::Ge(2U))) << header << " at " << at;
    statements.push_back({header.filename().string(), literals.front(),
                          absl::StrJoin(literals.begin() + 1, literals.end(), "")});
  }
  EXPECT_THAT(statements, ::testing::Not(IsEmpty())) << header;
  return statements;
}

std::vector<Named> AllStatements() {
  const std::filesystem::path services = BUURTBRUG_SERVICES_DIR;
  const std::filesystem::path store = services / "registration" / "store";
  const std::filesystem::path platform = services / "platform";
  std::vector<Named> all;
  const auto add = [&](const std::filesystem::path& header) {
    for (Named& statement : StatementsOf(header)) {
      all.push_back(std::move(statement));
    }
  };
  for (const auto& entry : std::filesystem::directory_iterator(store)) {
    // That one makes a statement of the name of each table; the list of tables has them.
    if (absl::EndsWith(entry.path().filename().string(), "sql.h") &&
        entry.path().filename() != "family_tables_sql.h") {
      add(entry.path());
    }
  }
  for (const FamilyTable& table : FamilyTables()) {
    for (const auto& statement : {table.sql.take, table.sql.put, table.sql.read, table.sql.erase}) {
      all.push_back({"family_tables.cc", statement.name, statement.sql});
    }
  }
  for (const char* part : {"tenant", "feed", "access"}) {
    add(platform / part / "sql.h");
  }
  return all;
}

// ---- The database ----

// Rows in the table of families and in the others: five sixths of them of one contract, the rest of
// twenty.
constexpr int kFamilies = 60000;
constexpr int kRows = 12000;
constexpr char kContract[] = "'00000000-0000-7000-8000-0000000000c1'";

// A value of row `i` for a column of this type, so that all uuids of row i are the same one.
std::string ValueOf(const std::string& column, const std::string& type, bool one_row_a_contract) {
  if (column == "municipality") {
    return "CASE WHEN i % 6 < 5 OR i % 2 = 0 THEN '0610' ELSE '0392' END";
  }
  if (column == "contract_id") {
    return one_row_a_contract
               ? "lpad(to_hex(i), 32, '0')::uuid"
               : absl::StrCat("CASE WHEN i % 6 < 5 THEN ", kContract,
                              "::uuid ELSE lpad(to_hex(i % 20 + 1), 32, 'c')::uuid END");
  }
  if (type == "uuid") return "lpad(to_hex(i), 32, '0')::uuid";
  if (type == "smallint") return "i % 9 + 1";
  if (type == "integer" || type == "bigint") return "i";
  if (type == "boolean") return "i % 100 = 0";
  if (type == "date") return "date '2020-01-01' + i % 1500";
  if (type == "timestamp with time zone")
    return "timestamptz '2020-01-01' + i * interval '1 minute'";
  if (type == "bytea") return "sha256(int4send(i))";
  if (type == "xid8") return "i::text::xid8";
  if (type == "jsonb") return "'{}'::jsonb";
  if (absl::EndsWith(type, "[]")) return "'{}'";
  if (absl::StartsWith(type, "character(")) return "lpad((i % 9000)::text, 4, '1')";
  if (type == "double precision" || type == "real" || absl::StartsWith(type, "numeric")) {
    return "i";
  }
  return "'t' || i";
}

// One filled database for all tests.
class Plans : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    fresh_ = Servers::Get().NewDatabase();
    // What a row means does not matter to a plan, so nothing has to be right but the keys.
    fresh_->Ask(
        "DO $$ DECLARE c record; BEGIN FOR c IN SELECT conrelid::regclass AS t, conname"
        "  FROM pg_constraint WHERE connamespace = 'registration'::regnamespace"
        "  AND contype IN ('f', 'c', 'x') ORDER BY contype DESC"
        " LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname); END LOOP;"
        " END $$");
    for (const std::string& table :
         Lines("SELECT DISTINCT table_name FROM information_schema.columns"
               " WHERE table_schema = 'registration' AND column_name = 'municipality'")) {
      Fill(table);
    }
    fresh_->Ask("ANALYZE");
    const auto options = fresh_->As("registration");
    session_ = std::make_unique<pqxx::connection>(
        absl::StrCat("host=", options.host, " dbname=", options.database, " user=", options.user,
                     " password=", options.password));
    Exec(
        absl::StrCat("SET search_path = registration; SET plan_cache_mode = force_generic_plan;"
                     "SET buurtbrug.municipality = '0610'; SET buurtbrug.contract = ",
                     kContract, "; SET buurtbrug.access = ''; SET buurtbrug.partner = ''"));
  }
  static void TearDownTestSuite() {
    session_.reset();
    fresh_.reset();
  }

  static std::vector<std::string> Lines(const std::string& query) {
    std::vector<std::string> lines;
    std::istringstream rows(fresh_->Ask(query));
    for (std::string line; std::getline(rows, line);) {
      lines.push_back(line);
    }
    return lines;
  }

  static void Fill(const std::string& table) {
    const std::string oid = absl::StrCat("'registration.", table, "'::regclass");
    const bool one_row_a_contract =
        fresh_->Ask(absl::StrCat("SELECT count(*) FROM pg_index WHERE indisprimary AND indrelid = ",
                                 oid, " AND indnatts = 2")) == "1\n";
    std::vector<std::string> columns, values;
    for (const std::string& line :
         Lines(absl::StrCat("SELECT attname || ' ' || format_type(atttypid, atttypmod)"
                            " FROM pg_attribute WHERE attrelid = ",
                            oid,
                            " AND attnum > 0 AND NOT attisdropped"
                            "  AND attidentity = '' AND attgenerated = ''"))) {
      const size_t space = line.find(' ');
      columns.push_back(line.substr(0, space));
      values.push_back(ValueOf(columns.back(), line.substr(space + 1), one_row_a_contract));
    }
    fresh_->Ask(absl::StrCat("INSERT INTO registration.", table, " (", absl::StrJoin(columns, ", "),
                             ") SELECT ", absl::StrJoin(values, ", "), " FROM generate_series(1, ",
                             kRows, ") AS i ON CONFLICT DO NOTHING"));
  }

  static pqxx::result Exec(const std::string& sql) {
    pqxx::nontransaction direct(*session_);
    return direct.exec(sql);
  }

  // What is wrong with the plan of a statement; empty: nothing.
  static std::vector<std::string> Complaints(const Named& statement) {
    std::vector<std::string> complaints;
    try {
      Exec(absl::StrCat("PREPARE examined AS ", statement.sql));
      const int parameters = Exec(
                                 "SELECT cardinality(parameter_types) FROM pg_prepared_statements"
                                 " WHERE name = 'examined'")[0][0]
                                 .as<int>();
      const std::vector<std::string> nulls(static_cast<size_t>(parameters), "NULL");
      const auto plan = Exec(
          absl::StrCat("EXPLAIN (FORMAT JSON) EXECUTE examined",
                       nulls.empty() ? "" : absl::StrCat("(", absl::StrJoin(nulls, ", "), ")")));
      Walk(nlohmann::json::parse(plan[0][0].c_str())[0]["Plan"], complaints);
    } catch (const pqxx::sql_error& error) {
      complaints.emplace_back(error.what());
    }
    Exec("DEALLOCATE ALL");
    return complaints;
  }

  static void Walk(const nlohmann::json& node, std::vector<std::string>& complaints) {
    static const auto& case_tables = *new std::set<std::string>([] {
      const auto lines = Lines(
          "SELECT DISTINCT table_name::text FROM information_schema.columns"
          " WHERE table_schema = 'registration' AND column_name = 'municipality'");
      return std::set<std::string>(lines.begin(), lines.end());
    }());
    const std::string type = node["Node Type"];
    const std::string table = node.value("Relation Name", "");
    const std::string index = node.value("Index Name", "");
    const std::string condition = node.value("Index Cond", "");
    if (type == "Seq Scan" && case_tables.contains(table)) {
      complaints.push_back(absl::StrCat("reads all of ", table));
    }
    // The conditions come in the order of the columns of the index.
    if (!index.empty() && type != "ModifyTable" &&
        !absl::StartsWith(absl::StripPrefix(absl::StripPrefix(condition, "("), "("),
                          "municipality") &&
        (table.empty() || case_tables.contains(table))) {
      complaints.push_back(
          absl::StrCat("reads ", index, " by ", condition.empty() ? "nothing" : condition));
    }
    for (const nlohmann::json& below : node.value("Plans", nlohmann::json::array())) {
      Walk(below, complaints);
    }
  }

  static std::unique_ptr<Servers::FreshDatabase> fresh_;
  static std::unique_ptr<pqxx::connection> session_;
};

std::unique_ptr<Servers::FreshDatabase> Plans::fresh_;
std::unique_ptr<pqxx::connection> Plans::session_;

// Statements that are about no contract, each with its reason.
const std::set<std::string>& Exempt() {
  static const auto& exempt = *new std::set<std::string>{
      // Readers take the entries of all tenants in their order, by feed_entries_order.
      "feed_read",
      // In each round, from one contract to the next along the primary key of the feed.
      "family_contracts",
      // One row a municipality.
      "demand_municipalities",
  };
  return exempt;
}

// Deletes rows of a table of which erasure leaves them: made for every table alike.
bool IsNeverRun(const std::string& name) {
  return std::any_of(FamilyTables().begin(), FamilyTables().end(), [&](const FamilyTable& table) {
    return table.at_erasure == AtErasure::kStays && name == table.sql.erase.name;
  });
}

// One test, since to fill the tables takes longest.
TEST_F(Plans, EveryStatementFindsItsRowsByAnIndexThatStartsWithTheMunicipality) {
  EXPECT_THAT(Complaints({"", "", "SELECT count(*) FROM families WHERE registered_on = $1"}),
              ::testing::Contains(HasSubstr("families")));
  EXPECT_THAT(Complaints({"", "", "UPDATE concerns SET version = 1 WHERE kind = $1"}),
              ::testing::Contains(HasSubstr("concerns")));
  EXPECT_THAT(Complaints({"", "", "SELECT nothing FROM families"}), SizeIs(1));

  const std::vector<Named> statements = AllStatements();
  EXPECT_THAT(statements, SizeIs(::testing::Gt(50U)));
  std::set<std::string> names;
  for (const Named& statement : statements) {
    EXPECT_TRUE(names.insert(statement.name).second) << statement.name << " is there twice";
    if (!Exempt().contains(statement.name) && !IsNeverRun(statement.name)) {
      EXPECT_THAT(Complaints(statement), IsEmpty()) << statement.file << " " << statement.name;
    }
  }
}

}  // namespace
}  // namespace buurtbrug::registration::store
