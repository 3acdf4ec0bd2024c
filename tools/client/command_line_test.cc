#include "tools/client/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tools/client/commands.h"

namespace buurtbrug::client {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Outcome {
  ParsedLine line;
  std::string path;
  std::string out, err;
};

Outcome Parse(const std::vector<std::string>& words) {
  static const std::vector<Command> commands = AllCommands();
  std::ostringstream out, err;
  Outcome outcome;
  outcome.line = ParseLine(commands, words, out, err);
  outcome.path = outcome.line.command == nullptr ? "" : outcome.line.command->path;
  outcome.out = out.str();
  outcome.err = err.str();
  return outcome;
}

std::vector<std::string> Words(const std::string& line) { return absl::StrSplit(line, ' '); }

TEST(ParseLine, UnderstandsOptionsListsFlagsAndPlaces) {
  const auto register_family = Parse(Words(
      "family register --municipality 0610 --on 2020-01-14 --role request --postcode 3361AB "
      "--adult-names A B --child-birth-dates 2014-05-02 --state /tmp/x --as coordinator-0392"));
  EXPECT_EQ(register_family.err, "");
  EXPECT_EQ(register_family.path, "family register");
  EXPECT_EQ(register_family.line.arguments.Text("role"), "request");
  EXPECT_THAT(register_family.line.arguments.All("adult-names"), ElementsAre("A", "B"));
  EXPECT_EQ(register_family.line.session.state, "/tmp/x");
  EXPECT_EQ(register_family.line.session.identity, "coordinator-0392");

  const auto agree =
      Parse(Words("match agree --municipality 0610 --match-id m --on 2020-01-14 "
                  "--request-family-signed"));
  EXPECT_TRUE(agree.line.arguments.Has("request-family-signed"));
  EXPECT_FALSE(agree.line.arguments.Has("support-family-signed"));

  const auto call = Parse({"call", "registration/GetFamily", R"({"municipality": "0610"})"});
  EXPECT_EQ(call.line.arguments.Text("JSON"), R"({"municipality": "0610"})");
}

TEST(ParseLine, TakesSeveralPlacesInTheOrderGiven) {
  const auto load = Parse(Words("tenancy load b.json --dry-run a.json c.json --state /tmp/x"));
  EXPECT_EQ(load.err, "");
  EXPECT_THAT(load.line.arguments.All("FILE"), ElementsAre("b.json", "a.json", "c.json"));
  EXPECT_TRUE(load.line.arguments.Has("dry-run"));
  EXPECT_EQ(load.line.session.state, "/tmp/x");

  EXPECT_EQ(Parse(Words("tenancy load --dry-run")).line.exit_code, 2);
  EXPECT_EQ(Parse(Words("case replay --municipality 0610 a.jsonl b.jsonl")).line.exit_code, 2);
}

TEST(ParseLine, RefusesWrongUse) {
  EXPECT_EQ(Parse({}).line.exit_code, 2);
  EXPECT_EQ(Parse({"family"}).line.exit_code, 2);
  EXPECT_EQ(Parse({"family", "adopt"}).line.exit_code, 2);
  EXPECT_EQ(Parse(Words("contract list --municipality 0610 --no-such-option x")).line.exit_code, 2);
  const auto missing = Parse(Words("family get --municipality 0610"));
  EXPECT_EQ(missing.line.exit_code, 2);
  EXPECT_THAT(missing.err, HasSubstr("--family-id"));
  EXPECT_EQ(
      Parse(Words("report compare --municipality 0610 --period 2020 --output xml")).line.exit_code,
      2);
}

// An example is the first thing that people try.
TEST(Commands, EachShowsAnExampleThatParses) {
  for (const Command& command : AllCommands()) {
    SCOPED_TRACE(command.path);
    std::vector<std::string> words = Words(command.path);
    words.push_back("--help");
    const auto help = Parse(words);
    EXPECT_EQ(help.line.exit_code, 0);
    EXPECT_EQ(help.line.command, nullptr);
    EXPECT_THAT(help.out, HasSubstr("Example:\n  " + command.example));

    EXPECT_THAT(command.example, StartsWith("buurtbrug " + command.path));
    // As a shell splits it: quotes keep words together.
    words = {""};
    bool quoted = false;
    for (const char c : command.example) {
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        words.emplace_back();
      } else {
        words.back().push_back(c);
      }
    }
    words.erase(words.begin());
    const auto example = Parse(words);
    EXPECT_EQ(example.err, "");
    EXPECT_EQ(example.path, command.path);
  }
}

}  // namespace
}  // namespace buurtbrug::client
