#include "platform/auth/token.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/auth/key_set.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tokens.h"

namespace buurtbrug::platform::auth {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::TestIssuer;
using Alg = TestIssuer::Alg;

const absl::Time kNow = absl::FromUnixSeconds(1772366400);
const TokenRules kRules = {std::string(TestIssuer::kIssuer), std::string(TestIssuer::kAudience)};

const TestIssuer& Issuer() {
  static const auto& issuer = *new TestIssuer();
  return issuer;
}

// Keys that the test changes, and a second set that only another look finds.
class Shelf final : public KeySource {
 public:
  std::shared_ptr<const KeySet> Current() override { return std::atomic_load(&current); }
  std::shared_ptr<const KeySet> Renewed() override {
    ++looks;
    if (newer != nullptr) {
      std::atomic_store(&current, newer);
    }
    return Current();
  }

  std::shared_ptr<const KeySet> current, newer;
  std::atomic<int> looks = 0;
};

std::shared_ptr<const KeySet> SetOf(const TestIssuer& issuer) {
  return *KeySet::Parse(issuer.Jwks());
}

TEST(Verify, GivesTheClaimsOfAGoodTokenOfEachAlgorithm) {
  FixedKeys keys(SetOf(Issuer()));
  const TokenVerifier verifier(kRules, keys);
  for (const Alg alg : {Alg::kEs256, Alg::kRs256, Alg::kPs256}) {
    const auto claims = verifier.Verify(
        Issuer().Sign(Issuer().Header(alg), Issuer().Payload("coordinator-0610", kNow), alg), kNow);
    ASSERT_THAT(claims, IsOk());
    EXPECT_EQ(claims->issuer, TestIssuer::kIssuer);
    EXPECT_EQ(claims->subject, "coordinator-0610");
    EXPECT_EQ(claims->client, "buurtbrug-cli");
    EXPECT_EQ(claims->expires, kNow + absl::Hours(12));
  }
}

TEST(Verify, TakesWhatTheStandardsLeaveOpen) {
  FixedKeys keys(SetOf(Issuer()));
  const TokenVerifier verifier(kRules, keys);
  for (const char* changes :
       {R"({"aud":["other","buurtbrug"]})", R"({"azp":"buurtbrug-cli"})",
        R"({"client_id":null,"azp":"buurtbrug-cli"})", R"({"nbf":null,"iat":null})",
        R"({"scope":"openid","act":{"sub":"operator"}})"}) {
    EXPECT_THAT(verifier.Verify(Issuer().Mint("operator", kNow, changes), kNow), IsOk()) << changes;
  }
  EXPECT_THAT(verifier.Verify(Issuer().Mint(std::string(255, 'a'), kNow), kNow), IsOk());
  const auto client = verifier.Verify(Issuer().MintForClient("partner-0610", kNow), kNow);
  ASSERT_THAT(client, IsOk());
  EXPECT_EQ(client->subject, "partner-0610");
  EXPECT_EQ(client->client, "partner-0610");
  for (const char* type : {"at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"}) {
    const std::string header = absl::StrCat(R"({"alg":"ES256","kid":")", Issuer().Kid(Alg::kEs256),
                                            R"(","typ":")", type, R"("})");
    EXPECT_THAT(verifier.Verify(Issuer().Sign(header, Issuer().Payload("operator", kNow)), kNow),
                IsOk())
        << type;
  }
}

TEST(Verify, IgnoresWhereTheHeaderSaysThatKeysAre) {
  FixedKeys keys(SetOf(Issuer()));
  const TokenVerifier verifier(kRules, keys);
  const std::string header =
      absl::StrCat(R"({"alg":"ES256","typ":"at+jwt","jku":"https://evil.example","x5c":["x"],)",
                   R"("jwk":{},"x5u":1,"kid":")", Issuer().Kid(Alg::kEs256), R"("})");
  EXPECT_THAT(verifier.Verify(Issuer().Sign(header, Issuer().Payload("operator", kNow)), kNow),
              IsOk());
}

TEST(Verify, HoldsFromNbfUntilJustBeforeExp) {
  FixedKeys keys(SetOf(Issuer()));
  const TokenVerifier verifier(kRules, keys);
  const std::string token = Issuer().Mint("operator", kNow);
  const absl::Time end = kNow + absl::Hours(12);
  EXPECT_THAT(verifier.Verify(token, kNow - absl::Nanoseconds(1)),
              Fails(StatusCode::kUnauthenticated, "TOKEN_NOT_YET_VALID"));
  EXPECT_THAT(verifier.Verify(token, kNow), IsOk());
  EXPECT_THAT(verifier.Verify(token, end - absl::Nanoseconds(1)), IsOk());
  EXPECT_THAT(verifier.Verify(token, end), Fails(StatusCode::kUnauthenticated, "TOKEN_EXPIRED"));
}

TEST(Verify, ARememberedTokenStillBeginsAndExpires) {
  FixedKeys keys(SetOf(Issuer()));
  const TokenVerifier verifier(kRules, keys);
  const std::string token = Issuer().Mint("operator", kNow);
  ASSERT_THAT(verifier.Verify(token, kNow), IsOk());
  EXPECT_THAT(verifier.Verify(token, kNow + absl::Hours(12)),
              Fails(StatusCode::kUnauthenticated, "TOKEN_EXPIRED"));
  EXPECT_THAT(verifier.Verify(token, kNow - absl::Seconds(1)),
              Fails(StatusCode::kUnauthenticated, "TOKEN_NOT_YET_VALID"));
  EXPECT_THAT(verifier.Verify(token, kNow), IsOk());
}

TEST(Verify, LeewayIsAMinuteAtMost) {
  FixedKeys keys(SetOf(Issuer()));
  TokenRules rules = kRules;
  rules.leeway = absl::Hours(1);
  const TokenVerifier verifier(rules, keys);
  const std::string token = Issuer().Mint("operator", kNow);
  const absl::Time end = kNow + absl::Hours(12);
  EXPECT_THAT(verifier.Verify(token, end + absl::Seconds(59)), IsOk());
  EXPECT_THAT(verifier.Verify(token, end + absl::Seconds(60)),
              Fails(StatusCode::kUnauthenticated, "TOKEN_EXPIRED"));
  EXPECT_THAT(verifier.Verify(token, kNow - absl::Seconds(60)), IsOk());
  EXPECT_THAT(verifier.Verify(token, kNow - absl::Seconds(61)),
              Fails(StatusCode::kUnauthenticated, "TOKEN_NOT_YET_VALID"));
}

TEST(Verify, WhatOneVerifierRemembersAnotherDoesNotBelieve) {
  FixedKeys keys(SetOf(Issuer()));
  const TokenVerifier verifier(kRules, keys);
  const std::string token = Issuer().Mint("operator", kNow);
  ASSERT_THAT(verifier.Verify(token, kNow), IsOk());
  const TokenVerifier elsewhere({kRules.issuer, "other"}, keys);
  EXPECT_THAT(elsewhere.Verify(token, kNow), Fails(StatusCode::kUnauthenticated, "TOKEN_AUDIENCE"));
  const TokenVerifier other_issuer({"https://other.example", kRules.audience}, keys);
  EXPECT_THAT(other_issuer.Verify(token, kNow),
              Fails(StatusCode::kUnauthenticated, "TOKEN_ISSUER"));
}

TEST(Verify, ATokenUnderAWithdrawnKeyIsForgottenWithTheKey) {
  const TestIssuer next;
  Shelf shelf;
  shelf.current = SetOf(Issuer());
  const TokenVerifier verifier(kRules, shelf);
  const std::string token = Issuer().Mint("operator", kNow);
  ASSERT_THAT(verifier.Verify(token, kNow), IsOk());
  shelf.current = SetOf(next);
  EXPECT_THAT(verifier.Verify(token, kNow),
              Fails(StatusCode::kUnauthenticated, "TOKEN_KEY_UNKNOWN"));
  EXPECT_THAT(verifier.Verify(next.Mint("operator", kNow), kNow), IsOk());
}

TEST(Verify, ANewKeyIsLookedForOnceItIsNamed) {
  const TestIssuer next;
  Shelf shelf;
  shelf.current = SetOf(Issuer());
  shelf.newer = SetOf(next);
  const TokenVerifier verifier(kRules, shelf);
  ASSERT_THAT(verifier.Verify(Issuer().Mint("operator", kNow), kNow), IsOk());
  EXPECT_EQ(shelf.looks, 0);
  EXPECT_THAT(verifier.Verify(next.Mint("operator", kNow), kNow), IsOk());
  EXPECT_EQ(shelf.looks, 1);
}

TEST(Verify, WithoutAnyKeySetTheServiceIsUnavailableForTokensThatCouldBeGood) {
  FixedKeys keys(nullptr);
  const TokenVerifier verifier(kRules, keys);
  EXPECT_THAT(verifier.Verify(Issuer().Mint("operator", kNow), kNow),
              Fails(StatusCode::kUnavailable, "KEYS_UNAVAILABLE"));
  EXPECT_THAT(verifier.Verify("x", kNow), Fails(StatusCode::kUnauthenticated, "TOKEN_MALFORMED"));
}

TEST(Verify, ForgetsTokensRatherThanGrow) {
  FixedKeys keys(SetOf(Issuer()));
  const TokenVerifier verifier(kRules, keys);
  const std::string first = Issuer().Mint("operator", kNow);
  for (int i = 0; i < 4500; ++i) {
    ASSERT_THAT(verifier.Verify(Issuer().Mint(absl::StrCat("citizen-", i), kNow), kNow), IsOk());
    if (i % 1000 == 0) {
      ASSERT_THAT(verifier.Verify(first, kNow), IsOk());
    }
    ASSERT_LE(verifier.remembered(), 4096);
  }
  EXPECT_GE(verifier.remembered(), 2048);
  EXPECT_THAT(verifier.Verify(first, kNow), IsOk());
}

TEST(Verify, RemembersWhatWasBelievedAndNothingElse) {
  FixedKeys keys(SetOf(Issuer()));
  const TokenVerifier verifier(kRules, keys);
  const std::string token = Issuer().Mint("operator", kNow);
  EXPECT_FALSE(verifier.Verify(token, kNow - absl::Seconds(1)).ok());
  EXPECT_FALSE(verifier.Verify(token + "A", kNow).ok());
  EXPECT_FALSE(verifier.Verify(Issuer().Mint("operator", kNow, R"({"aud":"x"})"), kNow).ok());
  EXPECT_EQ(verifier.remembered(), 0);
  ASSERT_THAT(verifier.Verify(token, kNow), IsOk());
  ASSERT_THAT(verifier.Verify(token, kNow), IsOk());
  EXPECT_EQ(verifier.remembered(), 1);
}

TEST(Verify, ManyThreadsWhileKeysChange) {
  const TestIssuer next;
  Shelf shelf;
  const auto before = SetOf(Issuer());
  const auto after = *KeySet::Parse(
      absl::StrCat(R"({"keys":[)", Issuer().Jwk(Alg::kEs256), ",", next.Jwk(Alg::kEs256), "]}"));
  shelf.current = before;
  const TokenVerifier verifier(kRules, shelf);
  std::vector<std::string> tokens;
  for (int i = 0; i < 20; ++i) {
    tokens.push_back(Issuer().Mint(absl::StrCat("citizen-", i), kNow));
  }
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 400; ++i) {
        const size_t which = static_cast<size_t>(i) % tokens.size();
        const auto claims = verifier.Verify(tokens[which], kNow);
        if (!claims.ok() || claims->subject != absl::StrCat("citizen-", which)) {
          ++wrong;
        }
        if (i % 50 == 0) {
          std::atomic_store(&shelf.current, i % 100 == 0 ? after : before);
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace buurtbrug::platform::auth
