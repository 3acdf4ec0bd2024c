#include "platform/core/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::platform::core {
namespace {

using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

const std::vector<ConfigKey>& Keys() {
  static const auto& keys =
      *new std::vector<ConfigKey>{{"server.listen", ConfigKey::Type::kText,
                                   ConfigKey::Presence::kRequired, "", 0, 0, "address"},
                                  {"server.threads", ConfigKey::Type::kNumber,
                                   ConfigKey::Presence::kDefaulted, "8", 1, 64, "threads"}};
  return keys;
}

absl::StatusOr<Config> Parse(absl::string_view toml,
                             const std::map<std::string, std::string>& environment = {}) {
  return Config::Parse(toml, Keys(), environment);
}

TEST(Config, GivesDefaultsForWhatIsNotSet) {
  const auto config = Parse("[server]\nlisten = 'localhost:1'\n");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->Text("server.listen"), "localhost:1");
  EXPECT_EQ(config->Number("server.threads"), 8);
}

TEST(Config, RefusesAnUnknownKey) {
  EXPECT_THAT(Parse("[server]\nlisten = 'x'\nthread = 4\n"),
              RefusesField("server.thread", "UNKNOWN_KEY"));
}

TEST(Config, RefusesAMissingKey) {
  EXPECT_THAT(Parse(""), RefusesField("server.listen", "MISSING_KEY"));
}

TEST(Config, RefusesAWrongTypeAndAValueOutOfRange) {
  EXPECT_THAT(Parse("server.listen = 5"), RefusesField("server.listen", "WRONG_TYPE"));
  EXPECT_THAT(Parse("server.listen = 'x'\nserver.threads = '4'"),
              RefusesField("server.threads", "WRONG_TYPE"));
  EXPECT_THAT(Parse("server.listen = 'x'\nserver.threads = 0"),
              RefusesField("server.threads", "OUT_OF_RANGE"));
  EXPECT_THAT(Parse("server.listen = 'x'\nserver.threads = 65"),
              RefusesField("server.threads", "OUT_OF_RANGE"));
}

TEST(Config, NamesTheLineOfAMistakeInToml) {
  const auto config = Parse("[server]\nlisten = \n");
  EXPECT_THAT(config, Fails(absl::StatusCode::kInvalidArgument, "INVALID_TOML"));
  EXPECT_THAT(std::string(config.status().message()), ::testing::HasSubstr("line 2"));
}

TEST(Config, PutsEnvironmentVariablesIn) {
  const std::map<std::string, std::string> environment = {{"STATE", "/srv"}, {"EMPTY", ""}};
  EXPECT_EQ(Parse("server.listen = '${STATE}/x-${OTHER:-7}'", environment)->Text("server.listen"),
            "/srv/x-7");
  EXPECT_EQ(Parse("server.listen = '${EMPTY:-${STATE}}/y'", environment)->Text("server.listen"),
            "/srv/y");
  EXPECT_THAT(Parse("server.listen = '${NONE}'", environment),
              RefusesField("server.listen", "MISSING_VARIABLE"));
  EXPECT_THAT(Parse("server.listen = '${STATE'", environment),
              RefusesField("server.listen", "INVALID_TOML"));
}

}  // namespace
}  // namespace buurtbrug::platform::core
