#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "registration/api/profile_scene_test.h"

namespace buurtbrug::registration::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Support families in matches of other contracts, as matching tells them under a pool agreement.
class MatchesAcrossTest : public ProfileScene {};

TEST_F(MatchesAcrossTest, ASupportFamilyInAMatchOfAnotherMunicipalityIsNotClosedNorFree) {
  const std::string support = NewSupportFamily("2020-03-10");
  EXPECT_THAT(Unmatched(), ElementsAre(support));
  const auto tell = [&](matching::v1::MatchState state, const std::string& day) {
    matching::v1::PooledMatchChanged changed;
    changed.set_match_id(kMatch);
    changed.set_support_family_id(support);
    changed.set_pool_agreement_id(kThirdMatch);
    changed.set_state(state);
    if (state >= matching::v1::MATCH_STATE_IN_TRIAL) {
      changed.set_trial_first_day("2020-04-01");
    }
    TellAt(++told, changed, day);
  };
  for (const auto state : {matching::v1::MATCH_STATE_PROPOSED, matching::v1::MATCH_STATE_IN_TRIAL,
                           matching::v1::MATCH_STATE_DEFINITIVE}) {
    tell(state, "2020-04-01");
    const absl::Status refused = Close(support).status();
    EXPECT_THAT(refused, Fails(StatusCode::kFailedPrecondition, "MATCH_RUNNING"));
    EXPECT_THAT(std::string(refused.message()), HasSubstr("another municipality"));
    EXPECT_THAT(Unmatched(), IsEmpty());
  }
  EXPECT_EQ(fixture.fresh().Ask("SELECT concat_ws('|', family_id, matched_on, pool_agreement_id)"
                                " FROM registration.family_matches"),
            support + "|2020-04-01|" + kThirdMatch + "\n");
  // A match of the contract itself is what its coordinator can end.
  Tell(kOtherMatch, kPartnerA, support, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-02");
  EXPECT_THAT(std::string(Close(support).status().message()),
              Not(HasSubstr("another municipality")));
  Tell(kOtherMatch, kPartnerA, support, matching::v1::MATCH_STATE_ENDED_IN_TRIAL, "2020-04-03");
  tell(matching::v1::MATCH_STATE_ENDED_EARLY, "2020-08-01");
  EXPECT_THAT(Unmatched(), ElementsAre(support));
  EXPECT_THAT(Close(support), IsOk());
}

}  // namespace
}  // namespace buurtbrug::registration::api
