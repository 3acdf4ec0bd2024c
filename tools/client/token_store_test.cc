#include "tools/client/token_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "platform/testing/matchers.h"
#include "platform/testing/scratch_folder.h"

namespace buurtbrug::client {
namespace {

using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::ScratchFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNoon = absl::FromUnixSeconds(1'772'366'400);

TEST(TokenStore, GivesBackWhatItKeeps) {
  const ScratchFolder folder;
  const TokenStore store(folder.path());
  EXPECT_EQ(store.Find("operator"), std::nullopt);
  ASSERT_THAT(store.Keep("operator", {"first", kNoon}), IsOk());
  ASSERT_THAT(store.Keep("operator", {"second", kNoon + absl::Hours(1)}), IsOk());
  ASSERT_THAT(store.Keep("coordinator-0610", {"other", kNoon}), IsOk());

  const auto token = store.Find("operator");
  ASSERT_TRUE(token.has_value());
  EXPECT_EQ(token->access_token, "second");
  EXPECT_EQ(token->expires_at, kNoon + absl::Hours(1));
  EXPECT_THAT(store.Names(), ElementsAre("coordinator-0610", "operator"));
}

TEST(TokenStore, KeepsThemFromOthers) {
  const ScratchFolder folder;
  ASSERT_THAT(TokenStore(folder.path()).Keep("operator", {"secret", kNoon}), IsOk());
  struct stat token = {}, tokens = {};
  ASSERT_EQ(stat((folder.path() + "/tokens/operator.json").c_str(), &token), 0);
  ASSERT_EQ(stat((folder.path() + "/tokens").c_str(), &tokens), 0);
  EXPECT_EQ(token.st_mode & 0777, 0600u);
  EXPECT_EQ(tokens.st_mode & 0777, 0700u);
}

TEST(TokenStore, ForgetsOnesThatExistAndOnesThatDoNot) {
  const ScratchFolder folder;
  const TokenStore store(folder.path());
  ASSERT_THAT(store.Keep("operator", {"x", kNoon}), IsOk());
  EXPECT_THAT(store.Forget("operator"), IsOk());
  EXPECT_THAT(store.Forget("operator"), IsOk());
  EXPECT_EQ(store.Find("operator"), std::nullopt);
  EXPECT_THAT(store.Names(), IsEmpty());
}

TEST(TokenStore, HasNoTokenWhereAFileIsNone) {
  const ScratchFolder folder;
  const std::string& state = folder.path();
  const TokenStore store(state);
  ASSERT_THAT(store.Keep("operator", {"x", kNoon}), IsOk());
  for (const std::string content :
       {"", "{", "[]", R"({"access_token": "x"})", R"({"access_token": 1, "expires_at": 2})",
        R"({"access_token": "x", "expires_at": "soon"})"}) {
    std::ofstream(state + "/tokens/operator.json") << content;
    EXPECT_EQ(store.Find("operator"), std::nullopt) << content;
  }
}

TEST(TokenStore, SaysThatItCannotWrite) {
  EXPECT_THAT(TokenStore("/nonexistent").Keep("operator", {"x", kNoon}),
              Fails(absl::StatusCode::kInvalidArgument, "WRONG_USE"));
}

TEST(Token, IsGoodUntilAMinuteBeforeItExpires) {
  const Token token{"x", kNoon};
  EXPECT_TRUE(token.IsGoodAt(kNoon - absl::Seconds(61)));
  EXPECT_FALSE(token.IsGoodAt(kNoon - absl::Seconds(60)));
  EXPECT_FALSE(Token().IsGoodAt(absl::UnixEpoch()));
}

TEST(CheckIdentity, RefusesWhatIsNoNameOfAFile) {
  for (const char* name : {"operator", "coordinator-0610", "a.b_c", "3f2b"}) {
    EXPECT_THAT(CheckIdentity(name), IsOk()) << name;
  }
  for (const std::string& name :
       {std::string(), std::string("../operator"), std::string("a/b"), std::string(".hidden"),
        std::string("-x"), std::string("a b"), std::string(65, 'a')}) {
    EXPECT_THAT(CheckIdentity(name), Fails(absl::StatusCode::kInvalidArgument, "WRONG_USE"))
        << name;
  }
}

}  // namespace
}  // namespace buurtbrug::client
