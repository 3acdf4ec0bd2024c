#include "platform/testing/statement_plans.h"

#include <gmock/gmock.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <pqxx/nontransaction>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

namespace buurtbrug::platform::testing {

using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

// ---- The statements, as the headers have them ----

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

// In their order.
std::vector<NamedStatement> StatementsOf(const std::filesystem::path& header) {
  std::ifstream file(header);
  std::stringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  std::vector<NamedStatement> statements;
  const std::string opening = "inline constexpr ";
  for (size_t at = text.find(opening); at != std::string::npos;
       at = text.find(opening, at + opening.size())) {
    const size_t equals = text.find('=', at);
    if (!absl::StrContains(text.substr(at, equals - at), "Statement k")) {
      continue;
    }
    const std::vector<std::string> literals = Literals(text, equals);
    EXPECT_THAT(literals, SizeIs(Ge(2U))) << header << " at " << at;
    statements.push_back({header.filename().string(), literals.front(),
                          absl::StrJoin(literals.begin() + 1, literals.end(), "")});
  }
  EXPECT_THAT(statements, Not(IsEmpty())) << header;
  return statements;
}

// ---- The tables ----

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

// ---- The plans ----

pqxx::result Exec(pqxx::connection& session, const std::string& sql) {
  pqxx::nontransaction direct(session);
  return direct.exec(sql);
}

void Walk(const nlohmann::json& node, const std::set<std::string>& tables,
          std::vector<std::string>& complaints) {
  const std::string type = node["Node Type"];
  const std::string table = node.value("Relation Name", "");
  const std::string index = node.value("Index Name", "");
  const std::string condition = node.value("Index Cond", "");
  if (type == "Seq Scan" && tables.contains(table)) {
    complaints.push_back(absl::StrCat("reads all of ", table));
  }
  // The conditions come in the order of the columns of the index.
  if (!index.empty() && type != "ModifyTable" &&
      !absl::StartsWith(absl::StripPrefix(absl::StripPrefix(condition, "("), "("),
                        "municipality") &&
      (table.empty() || tables.contains(table))) {
    complaints.push_back(
        absl::StrCat("reads ", index, " by ", condition.empty() ? "nothing" : condition));
  }
  for (const nlohmann::json& below : node.value("Plans", nlohmann::json::array())) {
    Walk(below, tables, complaints);
  }
}

}  // namespace

std::vector<NamedStatement> StatementsOfService(const std::string& service,
                                                const std::set<std::string>& without_headers) {
  const std::filesystem::path services = BUURTBRUG_SERVICES_DIR;
  std::vector<NamedStatement> all;
  const auto add = [&](const std::filesystem::path& header) {
    for (NamedStatement& statement : StatementsOf(header)) {
      all.push_back(std::move(statement));
    }
  };
  for (const auto& entry : std::filesystem::directory_iterator(services / service / "store")) {
    const std::string name = entry.path().filename().string();
    if (absl::EndsWith(name, "sql.h") && !without_headers.contains(name)) {
      add(entry.path());
    }
  }
  for (const char* part : {"tenant", "feed", "access"}) {
    add(services / "platform" / part / "sql.h");
  }
  return all;
}

StatementPlans::StatementPlans(std::string service)
    : service_(std::move(service)), fresh_(Servers::Get().NewDatabase()) {
  fresh_->Ask(
      absl::StrCat("DO $$ DECLARE c record; BEGIN FOR c IN SELECT conrelid::regclass AS t, conname"
                   "  FROM pg_constraint WHERE connamespace = '",
                   service_,
                   "'::regnamespace"
                   "  AND contype IN ('f', 'c', 'x') ORDER BY contype DESC"
                   " LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname);"
                   " END LOOP; END $$"));
  for (std::string& table :
       Lines(absl::StrCat("SELECT table_name FROM information_schema.columns"
                          "  JOIN information_schema.tables USING (table_schema, table_name)"
                          " WHERE table_schema = '",
                          service_,
                          "' AND column_name = 'municipality'"
                          "  AND table_type = 'BASE TABLE'"))) {
    Fill(table);
    tables_.insert(std::move(table));
  }
  fresh_->Ask("ANALYZE");
  const auto options = fresh_->As(service_);
  session_ = std::make_unique<pqxx::connection>(
      absl::StrCat("host=", options.host, " dbname=", options.database, " user=", options.user,
                   " password=", options.password));
  Exec(*session_,
       absl::StrCat("SET search_path = ", service_,
                    "; SET plan_cache_mode = force_generic_plan;"
                    "SET buurtbrug.municipality = '0610'; SET buurtbrug.contract = ",
                    kContract, "; SET buurtbrug.access = ''; SET buurtbrug.partner = ''"));
}

std::vector<std::string> StatementPlans::Lines(const std::string& query) const {
  std::vector<std::string> lines;
  std::istringstream rows(fresh_->Ask(query));
  for (std::string line; std::getline(rows, line);) {
    lines.push_back(line);
  }
  return lines;
}

void StatementPlans::Fill(const std::string& table) {
  const std::string oid = absl::StrCat("'", service_, ".", table, "'::regclass");
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
  fresh_->Ask(absl::StrCat("INSERT INTO ", service_, ".", table, " (", absl::StrJoin(columns, ", "),
                           ") SELECT ", absl::StrJoin(values, ", "), " FROM generate_series(1, ",
                           kRows, ") AS i ON CONFLICT DO NOTHING"));
}

std::vector<std::string> StatementPlans::Complaints(const std::string& sql) {
  std::vector<std::string> complaints;
  try {
    Exec(*session_, absl::StrCat("PREPARE examined AS ", sql));
    const int parameters = Exec(*session_,
                                "SELECT cardinality(parameter_types) FROM pg_prepared_statements"
                                " WHERE name = 'examined'")[0][0]
                               .as<int>();
    const std::vector<std::string> nulls(static_cast<size_t>(parameters), "NULL");
    const auto plan =
        Exec(*session_,
             absl::StrCat("EXPLAIN (FORMAT JSON) EXECUTE examined",
                          nulls.empty() ? "" : absl::StrCat("(", absl::StrJoin(nulls, ", "), ")")));
    Walk(nlohmann::json::parse(plan[0][0].c_str())[0]["Plan"], tables_, complaints);
  } catch (const pqxx::sql_error& error) {
    complaints.emplace_back(error.what());
  }
  Exec(*session_, "DEALLOCATE ALL");
  return complaints;
}

void StatementPlans::ExpectNoComplaints(const std::vector<NamedStatement>& statements,
                                        const std::set<std::string>& exempt) {
  std::set<std::string> names;
  for (const NamedStatement& statement : statements) {
    EXPECT_TRUE(names.insert(statement.name).second) << statement.name << " is there twice";
    if (!exempt.contains(statement.name)) {
      EXPECT_THAT(Complaints(statement.sql), IsEmpty()) << statement.file << " " << statement.name;
    }
  }
}

}  // namespace buurtbrug::platform::testing
