#include <optional>

#include "buurtbrug/matching/v1/area_service.pb.h"
#include "buurtbrug/matching/v1/search_service.pb.h"
#include "tests/acceptance/match_life_scene.h"

// What matching knows of families: the five services as processes.
namespace buurtbrug::acceptance {
namespace {

using ::testing::HasSubstr;

class MatchProfiles : public MatchLifeScene {
 protected:
  MatchProfiles() {
    auto areas = Read<m1::ImportAreasRequest>("points { area: '3361' x_m: 104000 y_m: 425000 }");
    areas.set_request_id(NewId());
    Must<m1::ImportAreasResponse>(fleet_.As("operator", "matching"), areas);
  }

  std::string NewSupporting() {
    return Supporting(5, 1, R"pb(
      capacity: 1
      kinds: SUPPORT_KIND_FIXED_AFTERNOON
      moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
      frequency: FREQUENCY_WEEKLY
      youngest_age: 4
      oldest_age: 12
      distance_km: 3
    )pb");
  }
  // How many support families are found for the child; none as long as it is not known itself.
  int Found(const std::string& asking) {
    auto request = About<m1::FindSupportFamiliesRequest>(home_, "children: 1");
    request.set_request_family_id(asking);
    const auto response = matching_.Call<m1::FindSupportFamiliesResponse>(request);
    return response.ok() ? response->support_families_size() : 0;
  }
};

TEST_F(MatchProfiles, AreMadeAgainFromRegistrationsFeed) {
  const std::string asking = Asking(5, {"2015-03-05"}, R"pb(
    needs {
      child: 1
      kinds: SUPPORT_KIND_FIXED_AFTERNOON
      moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
      frequency: FREQUENCY_WEEKLY
      distance_km: 3
    }
  )pb");
  NewSupporting();
  ASSERT_TRUE(Soon([&] { return Found(asking) == 1; }));
  NewSupporting();
  const absl::Time registered = platform::core::SystemClock().Now();
  ASSERT_TRUE(Soon([&] { return Found(asking) == 2; }));
  RecordProperty("milliseconds_until_found",
                 static_cast<int>(
                     absl::ToInt64Milliseconds(platform::core::SystemClock().Now() - registered)));

  fleet_.database().Ask("UPDATE matching.profiles SET told = NULL, state = 1 RETURNING 1");
  ASSERT_TRUE(Soon([&] { return Found(asking) == 0; }));
  const auto rebuilt = fleet_.Run({"search", "rebuild"});
  ASSERT_EQ(rebuilt.exit_code, 0) << rebuilt.output;
  EXPECT_THAT(rebuilt.output, HasSubstr(" entries of registration's feed read"));
  EXPECT_TRUE(Soon([&] { return Found(asking) == 2; }));
}

}  // namespace
}  // namespace buurtbrug::acceptance
