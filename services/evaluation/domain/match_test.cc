#include "evaluation/domain/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace buurtbrug::evaluation::domain {
namespace {

using absl::CivilDay;
using ::testing::Optional;

TEST(After, KeepsTheDaysThatThePlanNeeds) {
  Match match = After({}, {MatchId(), MatchState::kProposed, CivilDay(2020, 3, 1)});
  EXPECT_EQ(match.state, MatchState::kProposed);
  EXPECT_EQ(match.trial_first_day, std::nullopt);

  match = After(match, {MatchId(), MatchState::kInTrial, CivilDay(2020, 4, 1)});
  match = After(match, {MatchId(), MatchState::kDefinitive, CivilDay(2020, 6, 1)});
  match = After(match, {MatchId(), MatchState::kEndedEarly, CivilDay(2020, 9, 1)});
  EXPECT_EQ(match.state, MatchState::kEndedEarly);
  EXPECT_THAT(match.trial_first_day, Optional(CivilDay(2020, 4, 1)));
  EXPECT_THAT(match.definitive_on, Optional(CivilDay(2020, 6, 1)));
  EXPECT_THAT(match.ended_on, Optional(CivilDay(2020, 9, 1)));
}

TEST(After, ASustainedMatchThatEndsLaterWasOverBefore) {
  const MatchStep sustained = {MatchId(), MatchState::kSustained, CivilDay(2022, 6, 1)};
  const MatchStep completed = {MatchId(), MatchState::kCompleted, CivilDay(2023, 2, 1)};
  for (const Match& match :
       {After(After({}, sustained), completed), After(After({}, completed), sustained)}) {
    EXPECT_EQ(match.state, MatchState::kSustained);
    EXPECT_THAT(match.ended_on, Optional(CivilDay(2022, 6, 1)));
  }
}

TEST(After, GivesTheSameMatchInAnyOrderOfTheSteps) {
  std::vector<MatchStep> steps = {{MatchId(), MatchState::kInTrial, CivilDay(2020, 4, 1)},
                                  {MatchId(), MatchState::kDefinitive, CivilDay(2020, 6, 1)},
                                  {MatchId(), MatchState::kCompleted, CivilDay(2022, 6, 1)}};
  const auto by_state = [](const MatchStep& a, const MatchStep& b) { return a.state < b.state; };
  do {
    Match match;
    for (const MatchStep& step : steps) {
      match = After(match, step);
    }
    EXPECT_EQ(match.state, MatchState::kCompleted);
    EXPECT_THAT(match.trial_first_day, Optional(CivilDay(2020, 4, 1)));
    EXPECT_THAT(match.definitive_on, Optional(CivilDay(2020, 6, 1)));
    EXPECT_THAT(match.ended_on, Optional(CivilDay(2022, 6, 1)));
  } while (std::next_permutation(steps.begin(), steps.end(), by_state));
}

TEST(Joined, KeepsWhatHappenedHereAndAddsWhatItCameWith) {
  const Match carried = {MatchId(), MatchState::kDefinitive, CivilDay(2020, 4, 1),
                         CivilDay(2020, 6, 1), std::nullopt};
  const Match fresh = Joined({}, carried);
  EXPECT_EQ(fresh.state, MatchState::kDefinitive);
  EXPECT_THAT(fresh.trial_first_day, Optional(CivilDay(2020, 4, 1)));
  EXPECT_THAT(fresh.definitive_on, Optional(CivilDay(2020, 6, 1)));

  Match ended;
  ended.state = MatchState::kEndedEarly;
  ended.ended_on = CivilDay(2020, 12, 20);
  const Match joined = Joined(ended, carried);
  EXPECT_EQ(joined.state, MatchState::kEndedEarly);
  EXPECT_THAT(joined.ended_on, Optional(CivilDay(2020, 12, 20)));
  EXPECT_THAT(joined.trial_first_day, Optional(CivilDay(2020, 4, 1)));
}

TEST(IsOver, HoldsForEveryEndAndForNothingBefore) {
  for (const MatchState state :
       {MatchState::kProposed, MatchState::kIntroduced, MatchState::kAgreed, MatchState::kInTrial,
        MatchState::kDefinitive}) {
    EXPECT_FALSE(IsOver(state));
  }
  for (const MatchState state :
       {MatchState::kDeclined, MatchState::kEndedInTrial, MatchState::kEndedEarly,
        MatchState::kCompleted, MatchState::kSustained, MatchState::kCarriedOver}) {
    EXPECT_TRUE(IsOver(state));
  }
}

}  // namespace
}  // namespace buurtbrug::evaluation::domain
