#include "tools/client/login_messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::client {
namespace {

using platform::testing::Fails;
using platform::testing::IsOk;

constexpr auto kInternal = absl::StatusCode::kInternal;
constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;
const absl::Time kNoon = absl::FromUnixSeconds(1'772'366'400);

TEST(ParseProvider, FindsTheEndpoints) {
  const auto provider =
      ParseProvider("https://id.example", {200, R"({"issuer": "https://id.example",
          "token_endpoint": "https://id.example/token",
          "device_authorization_endpoint": "https://id.example/device"})"});
  ASSERT_THAT(provider, IsOk());
  EXPECT_EQ(provider->token_endpoint, "https://id.example/token");
  EXPECT_EQ(provider->device_endpoint, "https://id.example/device");
}

TEST(ParseProvider, RefusesADocumentAboutAnotherIssuer) {
  EXPECT_THAT(ParseProvider("https://id.example",
                            {200, R"({"issuer": "https://other.example", "token_endpoint": "x"})"}),
              Fails(kInternal, "IDENTITY_ANSWER"));
}

TEST(ParseProvider, RefusesWhatIsNoDocument) {
  for (const char* body : {"", "<html>", "[]", "{}", R"({"issuer": "https://id.example"})"}) {
    EXPECT_THAT(ParseProvider("https://id.example", {200, body}),
                Fails(kInternal, "IDENTITY_ANSWER"))
        << body;
  }
  EXPECT_THAT(ParseProvider("https://id.example", {404, "not found"}),
              Fails(kUnauthenticated, "LOGIN_REFUSED"));
}

TEST(ParseDeviceCode, AsksEveryFiveSecondsUnlessTheProviderSaysOtherwise) {
  constexpr char kBody[] = R"({"device_code": "d", "user_code": "WDJB-MJHT",
      "verification_uri": "https://id.example/device", "expires_in": 600)";
  const auto code = ParseDeviceCode({200, absl::StrCat(kBody, "}")});
  ASSERT_THAT(code, IsOk());
  EXPECT_EQ(code->user_code, "WDJB-MJHT");
  EXPECT_EQ(code->lifetime, absl::Minutes(10));
  EXPECT_EQ(code->interval, absl::Seconds(5));
  const auto slower = ParseDeviceCode({200, absl::StrCat(kBody, R"(, "interval": 12})")});
  ASSERT_THAT(slower, IsOk());
  EXPECT_EQ(slower->interval, absl::Seconds(12));
}

TEST(ParseDeviceCode, RefusesOneThatLacksAField) {
  EXPECT_THAT(ParseDeviceCode({200, R"({"device_code": "d", "user_code": "W"})"}),
              Fails(kInternal, "IDENTITY_ANSWER"));
}

// What a provider says is shown on a terminal.
TEST(ParseDeviceCode, LetsNoControlCharacterThrough) {
  const auto code = ParseDeviceCode({200, R"({"device_code": "d", "user_code": "A\u001b[2JB",
      "verification_uri": "https://id.example/device", "expires_in": 600})"});
  ASSERT_THAT(code, IsOk());
  EXPECT_EQ(code->user_code, "A [2JB");
}

TEST(ParseToken, CountsItsLifeFromTheQuestion) {
  const auto token = ParseToken(
      {200, R"({"access_token": "a.b.c", "token_type": "Bearer", "expires_in": 3600})"}, kNoon);
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->access_token, "a.b.c");
  EXPECT_EQ(token->expires_at, kNoon + absl::Hours(1));
}

TEST(ParseToken, NamesTheRefusalAsOAuthDoes) {
  EXPECT_THAT(ParseToken({400, R"({"error": "authorization_pending"})"}, kNoon),
              Fails(kUnauthenticated, "AUTHORIZATION_PENDING"));
  const auto refused = ParseToken(
      {401, R"({"error": "invalid_client", "error_description": "client authentication failed"})"},
      kNoon);
  EXPECT_THAT(refused, Fails(kUnauthenticated, "INVALID_CLIENT"));
  EXPECT_EQ(refused.status().message(), "client authentication failed");
  for (const char* body : {"", "{}", R"({"error": 7})", R"({"error": "No Such Thing"})"}) {
    EXPECT_THAT(ParseToken({400, body}, kNoon), Fails(kUnauthenticated, "LOGIN_REFUSED")) << body;
  }
}

TEST(ParseToken, RefusesWhatCannotGoIntoAHeader) {
  for (const char* body :
       {R"({"token_type": "Bearer"})", R"({"access_token": "", "token_type": "Bearer"})",
        R"({"access_token": "a b", "token_type": "Bearer"})",
        R"({"access_token": "a\nb", "token_type": "Bearer"})",
        R"({"access_token": "a", "token_type": "DPoP"})"}) {
    EXPECT_THAT(ParseToken({200, body}, kNoon), Fails(kInternal, "IDENTITY_ANSWER")) << body;
  }
}

TEST(SubjectOf, IsTheOneThatTheTokenNames) {
  const std::string claims = absl::WebSafeBase64Escape(R"({"sub": "operator"})");
  EXPECT_EQ(SubjectOf(absl::StrCat("e30.", claims, ".c2ln")), "operator");
  EXPECT_EQ(SubjectOf("opaque"), "");
  EXPECT_EQ(SubjectOf("a.!.c"), "");
  EXPECT_EQ(SubjectOf("e30.e30.c2ln"), "");
}

}  // namespace
}  // namespace buurtbrug::client
