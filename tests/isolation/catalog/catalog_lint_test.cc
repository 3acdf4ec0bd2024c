// The catalog lint (deploy/database/lint): the schemas of this release are clean, and each rule
// finds what breaks it. breaks/NN_rule.sql is a migration that does; it runs in a transaction that
// is never committed, for roles belong to all databases of the server.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/testing/servers.h"

namespace buurtbrug::isolation {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kBreaks[] = BUURTBRUG_SOURCE_DIR "/tests/isolation/catalog/breaks";
constexpr char kLint[] = BUURTBRUG_SOURCE_DIR "/deploy/database/lint";

// The .sql files of a folder, in their order.
std::vector<std::filesystem::path> SqlFiles(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".sql") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string Read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The files of breaks/, without .sql.
std::vector<std::string> Breaks() {
  std::vector<std::string> names;
  for (const auto& file : SqlFiles(kBreaks)) {
    names.push_back(file.stem());
  }
  return names;
}

// "07_row_security_forced" breaks row_security_forced.
std::string RuleOf(const std::string& name) { return name.substr(name.find('_') + 1); }

struct Exit {
  int code = -1;
  std::string output;
};

class CatalogLint : public ::testing::Test {
 protected:
  CatalogLint() : database_(platform::testing::Servers::Get().NewDatabase()) {
    // A copy of a database has none of the rights on the original, so it gets those that roles.sql
    // gave there.
    database_->Ask(R"(UPDATE pg_database copy SET datdba = original.datdba, datacl = original.datacl
                        FROM pg_database original
                       WHERE copy.datname = current_database()
                         AND original.datname = 'buurtbrug_template')");
  }

  // The first column of `question`, asked of the rules after `migration` has run as the owner.
  std::vector<std::string> Ask(const std::string& migration, const std::string& question) const {
    std::string script =
        absl::StrCat("BEGIN;\nSET LOCAL ROLE buurtbrug_owner;\n", migration, "\n;\nRESET ROLE;\n");
    for (const auto& file : SqlFiles(BUURTBRUG_SOURCE_DIR "/deploy/database/lint_rules")) {
      absl::StrAppend(&script, Read(file));
    }
    return absl::StrSplit(database_->Ask(script + question), '\n', absl::SkipEmpty());
  }

  std::vector<std::string> FindingsAfter(const std::string& migration) const {
    return Ask(migration, "SELECT rule || ' ' || object || ': ' || remedy FROM findings");
  }

  std::vector<std::string> RulesBrokenBy(const std::string& migration) const {
    return Ask(migration, "SELECT DISTINCT rule FROM findings");
  }

  // The command as an operator types it.
  Exit RunLint(const std::string& arguments) const {
    const auto& servers = platform::testing::Servers::Get();
    const std::string command = absl::StrCat(
        "PGHOST='", servers.host(), "' PGPASSFILE='", servers.secrets(),
        "/pgpass' PGDATABASE=", database_->name(), " '", kLint, "' ", arguments, " 2>&1");
    std::FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) {
      return {};
    }
    Exit result;
    char block[4096];
    for (size_t size = 0; (size = std::fread(block, 1, sizeof(block), pipe)) > 0;) {
      result.output.append(block, size);
    }
    result.code = WEXITSTATUS(pclose(pipe));
    return result;
  }

  std::unique_ptr<platform::testing::Servers::FreshDatabase> database_;
};

TEST_F(CatalogLint, TheSchemasOfThisReleaseAreClean) { EXPECT_THAT(FindingsAfter(""), IsEmpty()); }

TEST_F(CatalogLint, ATableThatIsAddedTomorrowWithoutAnythingIsSeen) {
  EXPECT_THAT(RulesBrokenBy("CREATE TABLE registration.x (note text);"),
              IsSupersetOf({"row_security_enabled", "row_security_forced", "tenant_policy_present",
                            "tenant_columns_present", "primary_keys_start_with_tenant"}));
}

TEST_F(CatalogLint, ATableThatIsAddedTomorrowAsTheOthersAreIsClean) {
  EXPECT_THAT(FindingsAfter(R"(
    CREATE TABLE registration.x (
      municipality char(4) NOT NULL,
      contract_id uuid NOT NULL,
      family_id uuid NOT NULL,
      partner text NOT NULL,
      PRIMARY KEY (municipality, contract_id, family_id),
      FOREIGN KEY (municipality, contract_id, family_id)
        REFERENCES registration.families (municipality, contract_id, family_id)
    );
    ALTER TABLE registration.x ENABLE ROW LEVEL SECURITY;
    ALTER TABLE registration.x FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON registration.x
      USING (municipality = current_setting('buurtbrug.municipality', true)
             AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
      WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
                  AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
    -- What only takes away may have conditions of its own.
    CREATE POLICY partner ON registration.x AS RESTRICTIVE
      USING (current_setting('buurtbrug.partner', true) IN ('', partner));
    GRANT SELECT, INSERT, UPDATE ON registration.x TO buurtbrug_registration;)"),
              IsEmpty());
}

TEST_F(CatalogLint, EveryRuleHasABreakAndEveryBreakARule) {
  std::set<std::string> broken;
  for (const std::string& name : Breaks()) {
    broken.insert(RuleOf(name));
  }
  const std::vector<std::string> rules = Ask("", "SELECT rule FROM rules");
  EXPECT_EQ(broken, std::set<std::string>(rules.begin(), rules.end()));
  EXPECT_GE(rules.size(), 24U);
}

TEST_F(CatalogLint, AnOperatorReadsThatAllIsWell) {
  const Exit exit = RunLint("");
  EXPECT_EQ(exit.code, 0) << exit.output;
  EXPECT_THAT(exit.output, EndsWith(" rules, 0 findings\n"));
}

TEST_F(CatalogLint, AnOperatorReadsWhatIsWrongWhyAndWhatToDo) {
  database_->Ask("ALTER TABLE registration.adults NO FORCE ROW LEVEL SECURITY");
  const Exit exit = RunLint("");
  EXPECT_EQ(exit.code, 1) << exit.output;
  EXPECT_THAT(exit.output, StartsWith(R"(row_security_forced: registration.adults
  why: unless it is forced, policies do not hold for the owner of a table
  do:  ALTER TABLE registration.adults FORCE ROW LEVEL SECURITY
)"));
  EXPECT_THAT(exit.output, EndsWith(" rules, 1 findings\n"));
}

TEST_F(CatalogLint, ALintThatCannotAskDoesNotSayThatAllIsWell) {
  database_->Ask(R"(DO $$
                    BEGIN
                      EXECUTE format('ALTER ROLE buurtbrug_owner IN DATABASE %I
                                        SET statement_timeout = 1', current_database());
                    END
                    $$)");
  const Exit exit = RunLint("");
  EXPECT_EQ(exit.code, 2);
  EXPECT_THAT(exit.output, AllOf(HasSubstr("statement timeout"), Not(HasSubstr(" 0 findings"))));
}

TEST_F(CatalogLint, ARuleWithoutItsReasonDoesNotPassUnseen) {
  EXPECT_THROW(RulesBrokenBy("CREATE TEMP VIEW forgotten AS SELECT '' AS object, '' AS remedy;"),
               std::exception);
}

class CatalogBreak : public CatalogLint, public ::testing::WithParamInterface<std::string> {};

TEST_P(CatalogBreak, IsFoundByItsRule) {
  const std::string migration = Read(absl::StrCat(kBreaks, "/", GetParam(), ".sql"));
  EXPECT_THAT(RulesBrokenBy(migration), Contains(RuleOf(GetParam())));
}

INSTANTIATE_TEST_SUITE_P(Each, CatalogBreak, ::testing::ValuesIn(Breaks()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace buurtbrug::isolation
