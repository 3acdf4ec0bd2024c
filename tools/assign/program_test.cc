// buurtbrug-assign as its help describes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tools/run_program_test.h"

namespace buurtbrug::assign {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

constexpr char kExample[] =
    "c comment\np asn 5 4\nn 1\nn 2\nn 3\na 1 4 10\na 2 4 3\na 2 5 20\na 3 5 7\n";
constexpr char kAnswer[] =
    "cardinality 2\ncost 10\ncertificate holds\nreading_seconds [0-9]+.[0-9]+\n"
    "solving_seconds [0-9]+.[0-9]+\npeak_memory_mb [0-9]+\n";

class AssignProgram : public ::testing::Test {
 public:
  AssignProgram() { std::filesystem::create_directory(folder_); }
  ~AssignProgram() override { std::filesystem::remove_all(folder_); }

 protected:
  std::string File(const std::string& text) const {
    std::ofstream(folder_ / "file.asn") << text;
    return "'" + (folder_ / "file.asn").string() + "'";
  }
  static Ended Output(const std::string& arguments) {
    return RunInShell(BUURTBRUG_ASSIGN " " + arguments + " 2>/dev/null");
  }
  static Ended Errors(const std::string& arguments) {
    return RunInShell(BUURTBRUG_ASSIGN " " + arguments + " 2>&1 >/dev/null");
  }

 private:
  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("assign-" + std::to_string(getpid()));
};

TEST_F(AssignProgram, SolvesAFileAndSaysThatTheCertificateHolds) {
  const Ended ended = Output(File(kExample));
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.output, MatchesRegex(kAnswer));
  EXPECT_THAT(Errors(File(kExample)).output, IsEmpty());
}

TEST_F(AssignProgram, ReadsStandardInput) {
  const Ended ended = Output("- <" + File(kExample));
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.output, MatchesRegex(kAnswer));
}

TEST_F(AssignProgram, RefusesAMalformedFileWithTheLineOnStandardError) {
  const std::string file = File("p asn 3 1\nn 1\na 1 two 10\n");
  const Ended ended = Errors(file);
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.output, StartsWith("buurtbrug-assign: "));
  EXPECT_THAT(ended.output, HasSubstr("line 3"));
  EXPECT_THAT(Output(file).output, IsEmpty());
}

TEST_F(AssignProgram, RefusesAFileThatIsNotThere) {
  const Ended ended = Errors("/nowhere/at.all");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.output, HasSubstr("/nowhere/at.all"));
}

TEST_F(AssignProgram, ShowsItsHelpAndRefusesAnyOtherCommandLine) {
  const Ended help = Output("--help");
  EXPECT_EQ(help.code, 0);
  EXPECT_THAT(help.output, StartsWith("Usage: buurtbrug-assign FILE"));
  for (const char* arguments : {"", "--fast", "one two"}) {
    const Ended ended = Errors(arguments);
    EXPECT_EQ(ended.code, 2) << arguments;
    EXPECT_THAT(ended.output, StartsWith("Usage: ")) << arguments;
    EXPECT_THAT(Output(arguments).output, IsEmpty()) << arguments;
  }
}

}  // namespace
}  // namespace buurtbrug::assign
