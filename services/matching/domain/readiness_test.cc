#include "matching/domain/readiness.h"

#include "matching/domain/match.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

constexpr absl::CivilDay kMay(2020, 5, 4);

ToldReadiness Told(std::vector<ReadySpan> spans) { return {kMay, std::move(spans), 7}; }

TEST(Readiness, OfAFamilyOfWhichNothingWasToldNothingIsKnown) {
  EXPECT_FALSE(IsUnready({}, kMay));
  EXPECT_FALSE(IsUnready({}, kMay + 1000));
}

TEST(Readiness, WithoutASpanAFamilyIsNotReadyFromTheDayOfTheNewsOn) {
  EXPECT_TRUE(IsUnready(Told({}), kMay));
  EXPECT_TRUE(IsUnready(Told({}), kMay + 1000));
  // What was told of days before stood in other news.
  EXPECT_FALSE(IsUnready(Told({}), kMay - 1));
}

TEST(Readiness, ASpanHoldsFromItsFirstThroughItsLastDay) {
  const ToldReadiness told = Told({{kMay - 40, kMay + 3}, {kMay + 10, std::nullopt}});
  EXPECT_FALSE(IsUnready(told, kMay - 1));
  EXPECT_FALSE(IsUnready(told, kMay));
  EXPECT_FALSE(IsUnready(told, kMay + 3));
  EXPECT_TRUE(IsUnready(told, kMay + 4));
  EXPECT_TRUE(IsUnready(told, kMay + 9));
  EXPECT_FALSE(IsUnready(told, kMay + 10));
  EXPECT_FALSE(IsUnready(told, kMay + 1000));
}

TEST(Readiness, StopsWhatIsOnlyProposedOrIntroduced) {
  for (const MatchState state : {MatchState::kProposed, MatchState::kIntroduced}) {
    EXPECT_TRUE(StopsUnready(state)) << NameOf(state);
    EXPECT_THAT(CheckStep({.state = state, .last_step_on = kMay}, MatchState::kDeclined, kMay),
                platform::testing::IsOk());
  }
  for (const MatchState state :
       {MatchState::kAgreed, MatchState::kInTrial, MatchState::kDefinitive, MatchState::kDeclined,
        MatchState::kEndedInTrial, MatchState::kEndedEarly, MatchState::kCompleted,
        MatchState::kSustained, MatchState::kCarriedOver}) {
    EXPECT_FALSE(StopsUnready(state)) << NameOf(state);
  }
}

}  // namespace
}  // namespace buurtbrug::matching::domain
