#include "platform/auth/key_source.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/auth/token.h"
#include "platform/core/clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/scratch_folder.h"
#include "platform/testing/tokens.h"

namespace buurtbrug::platform::auth {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::ScratchFolder;
using platform::testing::TestIssuer;

const absl::Time kNow = absl::FromUnixSeconds(1772366400);
const TokenRules kRules = {std::string(TestIssuer::kIssuer), std::string(TestIssuer::kAudience)};

const TestIssuer& First() {
  static const auto& issuer = *new TestIssuer();
  return issuer;
}
const TestIssuer& Second() {
  static const auto& issuer = *new TestIssuer();
  return issuer;
}

std::string Answer(const std::string& body, const std::string& status = "200 OK",
                   const std::string& headers = "") {
  return absl::StrCat("HTTP/1.1 ", status, "\r\nContent-Length: ", body.size(),
                      "\r\nConnection: close\r\n", headers, "\r\n", body);
}

// An HTTP server on this machine that gives every request the same bytes.
class Web {
 public:
  enum class Security { kPlain, kSelfSigned };

  explicit Web(Security security = Security::kPlain) : security_(security) {
    listen_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    if (bind(listen_, raw, size) != 0 || listen(listen_, 8) != 0 ||
        getsockname(listen_, raw, &size) != 0) {
      ADD_FAILURE() << "no port";
    }
    port_ = ntohs(address.sin_port);
    if (security_ == Security::kSelfSigned) {
      MakeCertificate();
    }
    thread_ = std::thread([this] { Serve(); });
  }

  ~Web() {
    Stop();
    if (tls_ != nullptr) {
      SSL_CTX_free(tls_);
    }
  }

  // Nobody listens from here on.
  void Stop() {
    if (thread_.joinable()) {
      shutdown(listen_, SHUT_RDWR);
      thread_.join();
      close(listen_);
    }
  }

  void Give(const std::string& answer) {
    const std::lock_guard lock(mutex_);
    answer_ = answer;
  }
  int asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  void AwaitMoreThan(int asked) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return asked_ > asked; });
  }
  std::string Url() const {
    return absl::StrCat(security_ == Security::kPlain ? "http" : "https", "://127.0.0.1:", port_,
                        "/jwks");
  }

 private:
  void MakeCertificate() {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    tls_ = SSL_CTX_new(TLS_server_method());
    SSL_CTX_use_certificate(tls_, certificate);
    SSL_CTX_use_PrivateKey(tls_, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }

  void Serve() {
    while (true) {
      const int peer = accept4(listen_, nullptr, nullptr, SOCK_CLOEXEC);
      if (peer < 0) {
        return;
      }
      if (tls_ != nullptr) {
        SSL* session = SSL_new(tls_);
        SSL_set_fd(session, peer);
        if (SSL_accept(session) == 1) {
          char request[4096];
          SSL_read(session, request, sizeof(request));
          const std::string answer = Taken();
          SSL_write(session, answer.data(), static_cast<int>(answer.size()));
        }
        SSL_free(session);
      } else {
        char request[4096];
        if (recv(peer, request, sizeof(request), 0) > 0) {
          const std::string answer = Taken();
          send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
        }
      }
      close(peer);
    }
  }

  std::string Taken() {
    const std::lock_guard lock(mutex_);
    ++asked_;
    changed_.notify_all();
    return answer_;
  }

  const Security security_;
  int listen_ = -1;
  int port_ = 0;
  SSL_CTX* tls_ = nullptr;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string answer_;
  int asked_ = 0;
  std::thread thread_;
};

// Writes a set of keys into a folder; its path.
std::string WriteSet(const ScratchFolder& folder, const std::string& text) {
  const std::string file = folder.path() + "/set.json";
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
  return file;
}

// Looks only when the test says so.
std::unique_ptr<FollowedKeys> Open(const std::string& location, const core::Clock& clock) {
  KeyOptions options;
  options.location = location;
  options.refresh = absl::Hours(1);
  auto keys = FollowedKeys::Open(options, clock);
  EXPECT_THAT(keys, IsOk());
  return std::move(keys).value();
}

bool Believes(const TokenVerifier& verifier, const TestIssuer& issuer) {
  return verifier.Verify(issuer.Mint("operator", kNow), kNow).ok();
}

TEST(FollowedKeys, ReadAFileAgainWhenItsBytesChanged) {
  const core::FixedClock clock(kNow);
  const ScratchFolder folder;
  const auto keys = Open(WriteSet(folder, First().Jwks()), clock);
  const auto before = keys->Current();
  ASSERT_NE(before, nullptr);
  ASSERT_THAT(keys->Refresh(), IsOk());
  EXPECT_EQ(keys->Current(), before);
  WriteSet(folder, Second().Jwks());
  ASSERT_THAT(keys->Refresh(), IsOk());
  EXPECT_NE(keys->Current(), before);
  const TokenVerifier verifier(kRules, *keys);
  EXPECT_TRUE(Believes(verifier, Second()));
  EXPECT_FALSE(Believes(verifier, First()));
}

TEST(FollowedKeys, ANewKeyOfTheIssuerIsFetchedByTheFirstTokenThatNamesIt) {
  core::FixedClock clock(kNow);
  Web web;
  web.Give(Answer(First().Jwks()));
  const auto keys = Open(web.Url(), clock);
  const TokenVerifier verifier(kRules, *keys);
  EXPECT_TRUE(Believes(verifier, First()));
  EXPECT_EQ(web.asked(), 1);
  web.Give(Answer(Second().Jwks()));
  EXPECT_TRUE(Believes(verifier, Second()));
  EXPECT_EQ(web.asked(), 2);
  EXPECT_FALSE(Believes(verifier, First()));
}

TEST(FollowedKeys, UnknownKeysAskTheIssuerOnceInFiveSeconds) {
  core::FixedClock clock(kNow);
  Web web;
  web.Give(Answer(First().Jwks()));
  const auto keys = Open(web.Url(), clock);
  const TokenVerifier verifier(kRules, *keys);
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(Believes(verifier, Second()));
  }
  EXPECT_EQ(web.asked(), 2);
  clock.Set(kNow + absl::Seconds(5) - absl::Nanoseconds(1));
  EXPECT_FALSE(Believes(verifier, Second()));
  EXPECT_EQ(web.asked(), 2);
  clock.Set(kNow + absl::Seconds(5));
  EXPECT_FALSE(Believes(verifier, Second()));
  EXPECT_EQ(web.asked(), 3);
  // The clock is set back: it must not be silent until that time comes again.
  clock.Set(kNow - absl::Hours(1));
  EXPECT_FALSE(Believes(verifier, Second()));
  EXPECT_EQ(web.asked(), 4);
}

TEST(FollowedKeys, AFailedLookKeepsTheOldKeysAndTheNextGoodOneBringsTheNew) {
  const core::FixedClock clock(kNow);
  Web web;
  web.Give(Answer(First().Jwks()));
  const auto keys = Open(web.Url(), clock);
  const auto before = keys->Current();
  ASSERT_NE(before, nullptr);
  for (const std::string& bad :
       {Answer(Second().Jwks(), "500 Internal Server Error"), Answer("", "204 No Content"),
        Answer(Second().Jwks(), "404 Not Found"), std::string("nonsense"), std::string()}) {
    web.Give(bad);
    EXPECT_THAT(keys->Refresh(), Fails(StatusCode::kUnavailable, "KEYS_UNREADABLE")) << bad;
    EXPECT_EQ(keys->Current(), before);
  }
  for (const std::string& bad : {Answer("<html>"), Answer(""), Answer("{}")}) {
    web.Give(bad);
    EXPECT_THAT(keys->Refresh(), Fails(StatusCode::kInvalidArgument, "KEYS_INVALID")) << bad;
    EXPECT_EQ(keys->Current(), before);
  }
  web.Give(Answer(Second().Jwks()));
  EXPECT_THAT(keys->Refresh(), IsOk());
  EXPECT_NE(keys->Current(), before);
  const auto after = keys->Current();
  web.Stop();
  EXPECT_THAT(keys->Refresh(), Fails(StatusCode::kUnavailable, "KEYS_UNREADABLE"));
  EXPECT_EQ(keys->Current(), after);
}

TEST(FollowedKeys, RefuseRedirects) {
  const core::FixedClock clock(kNow);
  Web elsewhere, web;
  elsewhere.Give(Answer(First().Jwks()));
  web.Give(Answer("", "302 Found", absl::StrCat("Location: ", elsewhere.Url(), "\r\n")));
  const auto keys = Open(web.Url(), clock);
  EXPECT_EQ(keys->Current(), nullptr);
  EXPECT_EQ(elsewhere.asked(), 0);
}

TEST(FollowedKeys, RefuseMoreThan256KiB) {
  const core::FixedClock clock(kNow);
  const std::string padding(256 * 1024, ' ');
  Web web;
  web.Give(Answer(First().Jwks() + padding));
  const auto keys = Open(web.Url(), clock);
  EXPECT_THAT(keys->Refresh(), Fails(StatusCode::kUnavailable, "KEYS_UNREADABLE"));
  const ScratchFolder folder;
  const auto file = Open(WriteSet(folder, First().Jwks() + padding), clock);
  EXPECT_THAT(file->Refresh(), Fails(StatusCode::kUnavailable, "KEYS_UNREADABLE"));
}

TEST(FollowedKeys, RefuseACertificateThatNobodyVouchesFor) {
  const core::FixedClock clock(kNow);
  Web web(Web::Security::kSelfSigned);
  web.Give(Answer(First().Jwks()));
  const auto keys = Open(web.Url(), clock);
  const absl::Status status = keys->Refresh();
  EXPECT_THAT(status, Fails(StatusCode::kUnavailable, "KEYS_UNREADABLE"));
  EXPECT_TRUE(absl::StrContains(status.message(), "certificate")) << status;
  EXPECT_EQ(web.asked(), 0);
}

TEST(FollowedKeys, BeforeTheIssuerIsThereNobodyIsBelievedAndAfterwardsTheFirstToken) {
  core::FixedClock clock(kNow);
  Web web;
  web.Give(Answer("", "503 Service Unavailable"));
  const auto keys = Open(web.Url(), clock);
  const TokenVerifier verifier(kRules, *keys);
  const std::string token = First().Mint("operator", kNow);
  EXPECT_THAT(verifier.Verify(token, kNow), Fails(StatusCode::kUnavailable, "KEYS_UNAVAILABLE"));
  web.Give(Answer(First().Jwks()));
  clock.Set(kNow + absl::Seconds(5));
  EXPECT_THAT(verifier.Verify(token, kNow), IsOk());
}

TEST(FollowedKeys, LookAgainByThemselves) {
  const core::FixedClock clock(kNow);
  Web web;
  web.Give(Answer(First().Jwks()));
  KeyOptions options;
  options.location = web.Url();
  options.refresh = absl::Milliseconds(20);
  const auto keys = FollowedKeys::Open(options, clock);
  ASSERT_THAT(keys, IsOk());
  const int before = web.asked();
  web.Give(Answer(Second().Jwks()));
  // The look after the one that was answered with the new set has read it.
  web.AwaitMoreThan(before + 2);
  const TokenVerifier verifier(kRules, **keys);
  EXPECT_TRUE(Believes(verifier, Second()));
}

TEST(FollowedKeys, ComeByHttpFromThisMachineOnly) {
  const core::FixedClock clock(kNow);
  for (const char* bad :
       {"", "http://identity.example/jwks", "http://127.0.0.1.evil.example/jwks",
        "http://127.0.0.1@evil.example/jwks", "http://user:word@127.0.0.1/jwks",
        "ftp://127.0.0.1/x", "file:///etc/hostname", "https://", "http://10.0.0.1/jwks", "://x"}) {
    EXPECT_THAT(PlaceOf(bad), Fails(StatusCode::kInvalidArgument, "KEYS_LOCATION")) << bad;
    KeyOptions options;
    options.location = bad;
    EXPECT_THAT(FollowedKeys::Open(options, clock),
                Fails(StatusCode::kInvalidArgument, "KEYS_LOCATION"));
  }
  for (const char* good : {"https://identity.example/jwks", "http://127.0.0.1:7100/jwks",
                           "http://localhost/jwks", "http://[::1]:7100/jwks"}) {
    const auto place = PlaceOf(good);
    ASSERT_THAT(place, IsOk()) << good;
    EXPECT_EQ(*place, Place::kUrl);
  }
  EXPECT_EQ(*PlaceOf("keys.json"), Place::kFile);
}

TEST(FollowedKeys, AFileThatIsNotThereYetIsNoReasonNotToStart) {
  const core::FixedClock clock(kNow);
  const ScratchFolder folder;
  const auto keys = Open(folder.path() + "/set.json", clock);
  EXPECT_EQ(keys->Current(), nullptr);
  WriteSet(folder, First().Jwks());
  EXPECT_NE(keys->Renewed(), nullptr);
}

TEST(TestIssuer, ProcessesThatShareAFolderShareTheKeys) {
  const core::FixedClock clock(kNow);
  const ScratchFolder folder;
  const TestIssuer one = TestIssuer::Shared(folder.path());
  const TestIssuer two = TestIssuer::Shared(folder.path());
  EXPECT_EQ(one.Jwks(), two.Jwks());
  const auto keys = Open(folder.path() + "/keys.json", clock);
  const TokenVerifier verifier(kRules, *keys);
  EXPECT_TRUE(Believes(verifier, one));
  EXPECT_TRUE(Believes(verifier, two));
  EXPECT_FALSE(Believes(verifier, First()));
}

TEST(TestIssuer, ThreadsThatMakeASharedFolderAtOnceGetTheSameKeys) {
  const ScratchFolder folder;
  std::vector<std::string> sets(4);
  std::vector<std::thread> threads;
  for (std::string& set : sets) {
    threads.emplace_back([&] { set = TestIssuer::Shared(folder.path()).Jwks(); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const std::string& set : sets) {
    EXPECT_EQ(set, sets[0]);
  }
}

}  // namespace
}  // namespace buurtbrug::platform::auth
