// buurtbrug-simulate-year from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/run_program_test.h"

namespace buurtbrug::simulate {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

Ended Output(const std::string& arguments) {
  return RunInShell(BUURTBRUG_SIMULATE_YEAR " " + arguments + " 2>/dev/null");
}
Ended Errors(const std::string& arguments) {
  return RunInShell(BUURTBRUG_SIMULATE_YEAR " " + arguments + " 2>&1 >/dev/null");
}

TEST(SimulateYearProgram, ShowsItsHelp) {
  EXPECT_THAT(Output("--help").output, HasSubstr("Simulates years of matching"));
}

TEST(SimulateYearProgram, PrintsTheSameFiguresForTheSameFlags) {
  const std::string tiny = "--years=1 --request_families=12 --support_families=9 --first_seed=3";
  const Ended first = Output(tiny);
  EXPECT_EQ(first.code, 0);
  EXPECT_THAT(first.output, HasSubstr("| all | 12 | "));
  EXPECT_THAT(first.output, HasSubstr("| neighbourhood 6 | "));
  EXPECT_THAT(first.output, HasSubstr("- second weighting: "));
  EXPECT_EQ(Output(tiny).output, first.output);
}

TEST(SimulateYearProgram, RefusesWhatItDoesNotUnderstand) {
  for (const char* arguments : {"--years=0", "--first=1,2", "more"}) {
    const Ended ended = Errors(arguments);
    EXPECT_EQ(ended.code, 2) << arguments;
    EXPECT_THAT(ended.output, HasSubstr("buurtbrug-simulate-year: ")) << arguments;
    EXPECT_THAT(Output(arguments).output, IsEmpty()) << arguments;
  }
}

}  // namespace
}  // namespace buurtbrug::simulate
