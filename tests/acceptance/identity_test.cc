#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "platform/auth/fetch.h"
#include "platform/core/clock.h"
#include "tests/acceptance/fleet.h"
#include "tests/acceptance/process.h"

// People and a partner who sign in at a real OpenID Connect provider: the development identity
// service, beside the five services that believe its tokens.
namespace buurtbrug::acceptance {
namespace {

namespace fs = std::filesystem;
using platform::auth::Fetch;
using platform::auth::Place;
using ::testing::HasSubstr;

absl::Time Now() { return platform::core::SystemClock().Now(); }

class IdentityTest : public ::testing::Test {
 protected:
  IdentityTest() {
    // A state folder of its own: what the client keeps here are tokens of another issuer.
    const fs::path base = Servers::Get().base();
    for (const char* shared : {"certificates", "secrets", "sockets"}) {
      fs::create_directory_symlink(base / shared, fs::path(state_) / shared);
    }
    provider_ = std::make_unique<Process>(
        std::vector<std::string>{"node",
                                 absl::StrCat(BUURTBRUG_SOURCE_DIR, "/deploy/identity/server.js")},
        std::map<std::string, std::string>{{"BUURTBRUG_STATE", state_},
                                           {"BUURTBRUG_IDENTITY_LISTEN", address_}},
        state_ + "/provider.log");
    const std::string keys = absl::StrCat("http://", address_, "/jwks");
    const absl::Time until = Now() + absl::Seconds(30);
    while (!Fetch(Place::kUrl, keys, absl::Seconds(5), 1 << 18).ok() && Now() < until) {
    }
    fleet_ = std::make_unique<Fleet>(
        Servers::Get(), std::map<std::string, std::string>{
                            {"BUURTBRUG_STATE", state_},
                            {"BUURTBRUG_IDENTITY_ISSUER", absl::StrCat("http://", address_)},
                            {"BUURTBRUG_IDENTITY_KEYS", keys}});
  }

  // The client's command; fails the test unless it ends with `exit_code`. What it said.
  std::string Run(const std::vector<std::string>& arguments, int exit_code = 0) {
    const Fleet::Outcome outcome = fleet_->Run(arguments);
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.output << ReadAll(state_ + "/provider.log");
    return outcome.output;
  }

  static std::string NewFolder() {
    std::string folder = Servers::Get().base() + "/identity-XXXXXX";
    EXPECT_NE(mkdtemp(folder.data()), nullptr);
    return folder;
  }

  const std::string state_ = NewFolder();
  const std::string address_ = absl::StrCat("127.0.0.1:", FreePort());
  std::unique_ptr<Process> provider_;
  std::unique_ptr<Fleet> fleet_;
};

TEST_F(IdentityTest, PeopleAndAPartnerSignInAndAreWhomTheirTokensSay) {
  Run({"login", "--as", "operator"});
  Run({"tenancy", "load", Fleet::Example("municipalities.json")});
  Run({"tenancy", "load", Fleet::Example("development-access.json")});
  Run({"login", "--as", "coordinator-0610"});
  EXPECT_THAT(Run({"family", "list", "--municipality", "0610"}), HasSubstr("none"));
  // Somebody whom the provider knows and nobody has appointed.
  Run({"login", "--as", "citizen-0610"});
  EXPECT_THAT(Run({"--as", "citizen-0610", "family", "list", "--municipality", "0610"}, 1),
              HasSubstr("ROLE_NOT_ALLOWED"));
  // The partner's own client, with its own key.
  Run({"login", "--as", "partner-0610"});
  EXPECT_THAT(Run({"--as", "partner-0610", "family", "list", "--municipality", "0610"}, 1),
              HasSubstr("ROLE_NOT_ALLOWED"));
}

TEST_F(IdentityTest, WhileTheProviderIsAwayTokensThatItGaveAreStillBelieved) {
  Run({"login", "--as", "operator"});
  EXPECT_THAT(Run({"call", "tenancy/ListMunicipalities"}), HasSubstr("municipalities"));
  provider_->Kill();
  EXPECT_THAT(Run({"call", "tenancy/ListMunicipalities"}), HasSubstr("municipalities"));
}

}  // namespace
}  // namespace buurtbrug::acceptance
