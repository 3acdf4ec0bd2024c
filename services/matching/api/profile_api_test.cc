#include "matching/api/profile_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/app/told_scene_test.h"

namespace buurtbrug::matching::api {
namespace {

using absl::StatusCode;
using platform::access::Effect;
using platform::testing::Fails;
using platform::testing::IsOk;

class ProfileRebuildTest : public app::ToldScene {
 protected:
  platform::access::Call Administers() { return fixture_.NewCall(tenant_, Effect::kAdministers); }
  std::string Positions() {
    return Ask(
        "SELECT string_agg(feed || ' ' || sequence, ', ' ORDER BY feed)"
        " FROM matching.feed_positions");
  }
  // What a follower does: applies what its position says it has not read.
  absl::StatusOr<int64_t> Read() {
    if (!reachable_) {
      return platform::core::Error(StatusCode::kUnavailable, "FEED_UNREACHABLE", "away");
    }
    if (Ask("SELECT sequence FROM matching.feed_positions WHERE feed = 'registration'") == "0\n") {
      ReadAgain();
      applied_ += 2;
      Ask("UPDATE matching.feed_positions SET sequence = 2 WHERE feed = 'registration' "
          "RETURNING 1");
    }
    return applied_;
  }

  bool reachable_ = true;
  int64_t applied_ = 2;
  app::ProfileRebuild rebuild_{fixture_.database(), [this](absl::Duration) { return Read(); }};
  ProfileApi api_{rebuild_};
};

TEST_F(ProfileRebuildTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(ProfileRebuildTest, ReadsRegistrationsFeedAgainAndNoOther) {
  NewRequest();
  NewSupport();
  const std::string told =
      "SELECT string_agg(encode(told, 'hex') || state, ' ' ORDER BY family_id)"
      " FROM matching.profiles";
  const std::string before = Ask(told);
  Ask("INSERT INTO matching.feed_positions VALUES ('registration', '5', 2), ('tenancy', '5', 7) "
      "RETURNING 1");
  Ask("UPDATE matching.profiles SET told = NULL, state = 1 RETURNING 1");
  ASSERT_NE(Ask(told), before);

  const auto rebuilt = api_.RebuildProfiles(Administers(), {});
  ASSERT_THAT(rebuilt, IsOk());
  EXPECT_EQ(rebuilt->entries(), 2);
  EXPECT_EQ(Ask(told), before);
  EXPECT_EQ(Positions(), "registration 2, tenancy 7\n");
}

TEST_F(ProfileRebuildTest, BeginsNothingWhileTheFeedCannotBeRead) {
  Ask("INSERT INTO matching.feed_positions VALUES ('registration', '5', 2) RETURNING 1");
  reachable_ = false;
  EXPECT_THAT(api_.RebuildProfiles(Administers(), {}),
              Fails(StatusCode::kUnavailable, "FEED_UNREACHABLE"));
  EXPECT_EQ(Positions(), "registration 2\n");
}

}  // namespace
}  // namespace buurtbrug::matching::api
