#include "tools/client/login.h"

#include <cjose/cjose.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/core/status.h"
#include "platform/testing/matchers.h"
#include "platform/testing/scratch_folder.h"
#include "tools/client/login_assertion.h"
#include "tools/client/login_http.h"
#include "tools/client/login_test_server.h"

namespace buurtbrug::client {
namespace {

using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::ScratchFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;
constexpr auto kInvalidArgument = absl::StatusCode::kInvalidArgument;
const absl::Time kNoon = absl::FromUnixSeconds(1'772'366'400);
constexpr char kToken[] =
    R"({"access_token": "a.b.c", "token_type": "Bearer", "expires_in": 3600})";
constexpr char kPending[] = R"({"error": "authorization_pending"})";

struct TestKey {
  std::string pem;
  std::string jwk;
};

TestKey NewKey() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  BIO* text = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(text, key, nullptr, nullptr, 0, nullptr, nullptr);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(text, &bytes);
  TestKey made{.pem = std::string(bytes, static_cast<size_t>(size))};
  // The point without compression: 04, x, y.
  unsigned char point[65];
  size_t length = 0;
  EVP_PKEY_get_octet_string_param(key, "pub", point, sizeof(point), &length);
  const auto coordinate = [&](int at) {
    return absl::WebSafeBase64Escape(absl::string_view(reinterpret_cast<char*>(point) + at, 32));
  };
  made.jwk =
      nlohmann::json{{"kty", "EC"}, {"crv", "P-256"}, {"x", coordinate(1)}, {"y", coordinate(33)}}
          .dump();
  BIO_free(text);
  EVP_PKEY_free(key);
  return made;
}

std::string WriteKey(const std::string& state, const std::string& client) {
  const std::string folder = state + "/identity/clients";
  std::filesystem::create_directories(folder);
  const std::string file = absl::StrCat(folder, "/", client, ".pem");
  std::ofstream(file) << NewKey().pem;
  return file;
}

bool Verifies(const std::string& jws, const std::string& jwk) {
  cjose_err error = {};
  cjose_jwk_t* key = cjose_jwk_import(jwk.data(), jwk.size(), &error);
  cjose_jws_t* read = cjose_jws_import(jws.data(), jws.size(), &error);
  const bool good = key != nullptr && read != nullptr && cjose_jws_verify(read, key, &error);
  cjose_jws_release(read);
  cjose_jwk_release(key);
  return good;
}

nlohmann::json PartOf(const std::string& jws, size_t index) {
  const std::vector<std::string> parts = absl::StrSplit(jws, '.');
  std::string text;
  absl::WebSafeBase64Unescape(parts.at(index), &text);
  return nlohmann::json::parse(text, nullptr, false);
}

// A provider whose token endpoint answers in turn; the last answer stays. Time passes only while
// somebody waits.
struct Script {
  std::vector<HttpAnswer> answers;
  std::vector<std::string> forms = {};
  std::vector<absl::Duration> waits = {};
  std::vector<std::string> shown = {};
  platform::core::FixedClock clock{kNoon};
  LoginTestServer server{
      [this](const std::string& path, const std::string& body) { return AnswerTo(path, body); }};

  HttpAnswer AnswerTo(const std::string& path, const std::string& body) {
    if (path == "/.well-known/openid-configuration") {
      return {200, nlohmann::json{{"issuer", server.url()},
                                  {"token_endpoint", server.url() + "/token"},
                                  {"device_authorization_endpoint", server.url() + "/device"}}
                       .dump()};
    }
    if (path == "/device") {
      return {200, R"({"device_code": "d&1", "user_code": "WDJB-MJHT", "expires_in": 60,
                       "verification_uri": "https://id.example/device"})"};
    }
    forms.push_back(body);
    return answers[std::min(forms.size(), answers.size()) - 1];
  }

  absl::StatusOr<Token> RunDevice() {
    BUURTBRUG_ASSIGN_OR_RETURN(const Provider provider, FindProvider(server.url()));
    return LoginByDevice(
        provider, kCommandLineClient, clock,
        [this](absl::Duration time) {
          waits.push_back(time);
          clock.Set(clock.Now() + time);
        },
        [this](const DeviceCode& code) { shown.push_back(code.user_code); });
  }
};

TEST(LoginByDevice, ShowsTheCodeAndAsksUntilSomebodyApproved) {
  Script script{{{400, kPending}, {400, kPending}, {200, kToken}}};
  const auto token = script.RunDevice();
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->access_token, "a.b.c");
  EXPECT_EQ(token->expires_at, kNoon + absl::Seconds(15) + absl::Hours(1));
  EXPECT_THAT(script.shown, ElementsAre("WDJB-MJHT"));
  EXPECT_THAT(script.waits, ElementsAre(absl::Seconds(5), absl::Seconds(5), absl::Seconds(5)));
  ASSERT_THAT(script.forms, SizeIs(3));
  EXPECT_THAT(script.forms.back(), HasSubstr("device_code=d%261"));
  EXPECT_THAT(script.forms.back(), HasSubstr("client_id=buurtbrug-cli"));
}

TEST(LoginByDevice, AsksFiveSecondsLaterForEachSlowDown) {
  Script script{
      {{400, R"({"error": "slow_down"})"}, {400, R"({"error": "slow_down"})"}, {200, kToken}}};
  ASSERT_THAT(script.RunDevice(), IsOk());
  EXPECT_THAT(script.waits, ElementsAre(absl::Seconds(5), absl::Seconds(10), absl::Seconds(15)));
}

TEST(LoginByDevice, AsksHalfAsOftenWhileTheProviderDoesNotAnswer) {
  Script script{{{503, ""}, {502, ""}, {200, kToken}}};
  ASSERT_THAT(script.RunDevice(), IsOk());
  EXPECT_THAT(script.waits, ElementsAre(absl::Seconds(5), absl::Seconds(10), absl::Seconds(20)));
}

TEST(LoginByDevice, StopsWhenTheyRefuse) {
  Script script{{{400, R"({"error": "access_denied"})"}}};
  EXPECT_THAT(script.RunDevice(), Fails(kUnauthenticated, "ACCESS_DENIED"));
  EXPECT_THAT(script.waits, SizeIs(1));
}

TEST(LoginByDevice, StopsWhenTheCodeExpires) {
  Script script{{{400, kPending}}};
  EXPECT_THAT(script.RunDevice(), Fails(kUnauthenticated, "EXPIRED_TOKEN"));
  EXPECT_THAT(script.waits, SizeIs(11));
}

TEST(LoginByDevice, SaysThatAProviderDoesNotKnowIt) {
  platform::core::FixedClock clock{kNoon};
  EXPECT_THAT(LoginByDevice({.issuer = "https://id.example", .token_endpoint = "x"}, "c", clock,
                            nullptr, nullptr),
              Fails(kInvalidArgument, "WRONG_USE"));
}

TEST(LoginByKey, ProvesThatItHoldsTheKey) {
  Script script{{{200, kToken}}};
  const ScratchFolder folder;
  const std::string file = WriteKey(folder.path(), "partner-0610");
  const auto provider = FindProvider(script.server.url());
  ASSERT_THAT(provider, IsOk());
  const auto token =
      LoginByKey(*provider, {"partner-0610", file}, script.clock, platform::core::SystemRandom());
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->expires_at, kNoon + absl::Hours(1));
  ASSERT_THAT(script.forms, SizeIs(1));
  EXPECT_THAT(script.forms[0], HasSubstr("grant_type=client_credentials&client_id=partner-0610"));
  EXPECT_THAT(script.forms[0], HasSubstr("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A"));
}

TEST(SignAssertion, IsGoodForAMinuteForOneAudienceAndForOnce) {
  const TestKey key = NewKey();
  const auto sign = [&key] {
    return SignAssertion(key.pem, "partner-0610", "https://id.example", kNoon,
                         platform::core::SystemRandom());
  };
  const auto assertion = sign();
  ASSERT_THAT(assertion, IsOk());
  EXPECT_TRUE(Verifies(*assertion, key.jwk));
  EXPECT_FALSE(Verifies(*assertion, NewKey().jwk));
  EXPECT_EQ(PartOf(*assertion, 0)["alg"], "ES256");
  const nlohmann::json claims = PartOf(*assertion, 1);
  EXPECT_EQ(claims["iss"], "partner-0610");
  EXPECT_EQ(claims["sub"], "partner-0610");
  EXPECT_EQ(claims["aud"], "https://id.example");
  EXPECT_EQ(claims["iat"], absl::ToUnixSeconds(kNoon));
  EXPECT_EQ(claims["exp"], absl::ToUnixSeconds(kNoon) + 60);
  EXPECT_NE(claims["jti"], PartOf(*sign(), 1)["jti"]);
}

TEST(SignAssertion, RefusesWhatIsNoKeyOnP256) {
  EVP_PKEY* rsa = EVP_RSA_gen(2048);
  BIO* text = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(text, rsa, nullptr, nullptr, 0, nullptr, nullptr);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(text, &bytes);
  for (const std::string& pem :
       {std::string("no key"), std::string(), std::string(bytes, static_cast<size_t>(size))}) {
    EXPECT_THAT(SignAssertion(pem, "c", "a", kNoon, platform::core::SystemRandom()),
                Fails(kInvalidArgument, "WRONG_USE"));
  }
  BIO_free(text);
  EVP_PKEY_free(rsa);
}

TEST(TokenFor, UsesAKeptTokenWhileItIsGood) {
  const ScratchFolder folder;
  const std::string& state = folder.path();
  const platform::core::FixedClock clock{kNoon};
  ASSERT_THAT(TokenStore(state).Keep("operator", {"kept", kNoon + absl::Seconds(61)}), IsOk());
  const auto token =
      TokenFor(state, "operator", "http://127.0.0.1:1", clock, platform::core::SystemRandom());
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->access_token, "kept");
}

TEST(TokenFor, SignsInByItselfWithAnUnattendedKeyAndKeepsTheToken) {
  Script script{{{200, kToken}}};
  const ScratchFolder folder;
  const std::string& state = folder.path();
  WriteKey(state, "unattended-coordinator-0610");
  ASSERT_THAT(TokenStore(state).Keep("coordinator-0610", {"old", kNoon + absl::Seconds(60)}),
              IsOk());
  const auto token = TokenFor(state, "coordinator-0610", script.server.url(), script.clock,
                              platform::core::SystemRandom());
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->access_token, "a.b.c");
  EXPECT_THAT(script.forms, ElementsAre(HasSubstr("client_id=unattended-coordinator-0610&")));
  EXPECT_EQ(TokenStore(state).Find("coordinator-0610")->access_token, "a.b.c");
}

TEST(TokenFor, NamesTheCommandThatSignsIn) {
  const ScratchFolder folder;
  const std::string& state = folder.path();
  const platform::core::FixedClock clock{kNoon};
  const auto find = [&] {
    return TokenFor(state, "coordinator-0610", "http://127.0.0.1:1", clock,
                    platform::core::SystemRandom());
  };
  EXPECT_THAT(find(), Fails(kInvalidArgument, "WRONG_USE"));
  EXPECT_EQ(find().status().message(),
            "nobody is signed in as coordinator-0610; run: buurtbrug login --as coordinator-0610");
  ASSERT_THAT(TokenStore(state).Keep("coordinator-0610", {"old", kNoon}), IsOk());
  EXPECT_EQ(
      find().status().message(),
      "the token of coordinator-0610 has expired; run: buurtbrug login --as coordinator-0610");
}

TEST(FindUnattended, TakesTheClientOfThatNameFirst) {
  const ScratchFolder folder;
  const std::string& state = folder.path();
  EXPECT_FALSE(FindUnattended(state, "partner-0610").has_value());
  WriteKey(state, "unattended-partner-0610");
  EXPECT_EQ(FindUnattended(state, "partner-0610")->client_id, "unattended-partner-0610");
  WriteKey(state, "partner-0610");
  EXPECT_EQ(FindUnattended(state, "partner-0610")->client_id, "partner-0610");
}

TEST(FindProvider, SaysThatNobodyAnswers) {
  EXPECT_THAT(FindProvider("http://127.0.0.1:1"),
              Fails(absl::StatusCode::kUnavailable, "IDENTITY_UNREACHABLE"));
}

TEST(CheckAddress, SendsNothingInTheClearToAnotherMachine) {
  for (const char* url : {"https://id.example", "http://127.0.0.1:7100/token",
                          "http://localhost:7100", "http://[::1]:7100"}) {
    EXPECT_THAT(CheckAddress(url), IsOk()) << url;
  }
  for (const char* url :
       {"", "id.example", "http://id.example", "http://127.0.0.1@id.example", "ftp://localhost",
        "http://127.0.0.1.id.example", "https://person:word@id.example", "file:///etc/passwd"}) {
    EXPECT_THAT(CheckAddress(url), Fails(kInvalidArgument, "WRONG_USE")) << url;
  }
}

}  // namespace
}  // namespace buurtbrug::client
