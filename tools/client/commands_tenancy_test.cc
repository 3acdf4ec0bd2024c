#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "platform/testing/matchers.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

using platform::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

std::string FileOf(const std::string& content) {
  std::string path = ::testing::TempDir() + "tenancy-XXXXXX";
  const int file = mkstemp(path.data());
  EXPECT_NE(file, -1);
  close(file);
  std::ofstream(path) << content;
  return path;
}

struct Outcome {
  absl::Status status;
  std::string out;
};

// With a state folder that has nothing in it: a call fails for want of a certificate.
Outcome Execute(std::vector<std::string> words) {
  const std::vector<Command> commands = TenancyCommands();
  words.insert(words.begin(), {"--state", "/nowhere"});
  std::ostringstream out, err;
  const ParsedLine line = ParseLine(commands, words, out, err);
  if (line.command == nullptr) {
    return {WrongUse(err.str()), out.str()};
  }
  Session session(line.session, platform::core::SystemClock(), platform::core::SystemRandom());
  ::testing::internal::CaptureStdout();
  const absl::Status status = line.command->run(session, line.arguments);
  return {status, ::testing::internal::GetCapturedStdout()};
}

const char kTwo[] = R"({"municipalities": [{"code": "0610", "name": "Sliedrecht"},
                                           {"code": "0392", "name": "Haarlem"}]})";
const char kOne[] = R"({"municipalities": [{"code": "0610", "name": "Sliedrecht"}]})";

TEST(TenancyLoad, TakesItsFilesInTheOrderGiven) {
  const Outcome checked = Execute({"tenancy", "load", "--dry-run", FileOf(kTwo), FileOf(kOne)});
  EXPECT_THAT(checked.status, IsOk());
  EXPECT_THAT(checked.out, MatchesRegex("2 municipalities, .*: well-formed, nothing sent\n"
                                        "1 municipalities, .*: well-formed, nothing sent\n"));
}

TEST(TenancyLoad, SendsNothingWhenALaterFileIsWrong) {
  const std::string good = FileOf(kOne);
  EXPECT_THAT(Execute({"tenancy", "load", good}).status.message(), HasSubstr("certificate"));

  const Outcome missing = Execute({"tenancy", "load", good, "/nowhere/b.json"});
  EXPECT_EQ(ExitCodeOf(missing.status), kUsedWrongly);
  EXPECT_THAT(missing.status.message(),
              AllOf(HasSubstr("/nowhere/b.json"), Not(HasSubstr("certificate"))));
  EXPECT_THAT(missing.out, IsEmpty());
}

}  // namespace
}  // namespace buurtbrug::client
