#include "matching/domain/assignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr absl::CivilDay kDay(2020, 5, 4);

TEST(CheckSpan, BeginsWhenItIsDecidedOrLaterAndAtMostAYearAhead) {
  EXPECT_THAT(CheckSpan({kDay}, kDay), IsOk());
  EXPECT_THAT(CheckSpan({kDay - 1}, kDay), RefusesField("first_day", "FIRST_DAY_TOO_EARLY"));
  EXPECT_THAT(CheckSpan({kDay + kMostDaysAhead}, kDay), IsOk());
  EXPECT_THAT(CheckSpan({kDay + kMostDaysAhead + 1}, kDay),
              RefusesField("first_day", "OUT_OF_RANGE"));
}

TEST(CheckSpan, EndsOnItsFirstDayAtTheEarliest) {
  EXPECT_THAT(CheckSpan({kDay, kDay}, kDay), IsOk());
  EXPECT_THAT(CheckSpan({kDay, kDay - 1}, kDay), RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
}

TEST(CheckAppointed, AskForBothDaysAndTakesTheLesserRole) {
  using R = CoordinatorRole;
  EXPECT_EQ(*CheckAppointed(R::kProfessional, R::kProfessional), R::kProfessional);
  EXPECT_EQ(*CheckAppointed(R::kVolunteer, R::kVolunteer), R::kVolunteer);
  EXPECT_EQ(*CheckAppointed(R::kProfessional, R::kVolunteer), R::kVolunteer);
  EXPECT_EQ(*CheckAppointed(R::kVolunteer, R::kProfessional), R::kVolunteer);
  for (const R known : {R::kNone, R::kProfessional, R::kVolunteer}) {
    EXPECT_THAT(CheckAppointed(R::kNone, known),
                Fails(StatusCode::kFailedPrecondition, "NOT_APPOINTED"));
    EXPECT_THAT(CheckAppointed(known, R::kNone),
                Fails(StatusCode::kFailedPrecondition, "NOT_APPOINTED"));
  }
}

TEST(OpenStates, AreThoseWithANextOne) {
  const std::vector<int> open = OpenStates();
  EXPECT_THAT(open, ::testing::IsSupersetOf({1, 2, 3, 4, 5}));
  for (const int over : {6, 7, 8, 9, 10, 11}) {
    EXPECT_THAT(open, ::testing::Not(::testing::Contains(over)));
  }
}

TEST(CheckAssignable, OnlyAMatchThatGoesOnIsLookedAfter) {
  MatchHead match;
  for (const MatchState state :
       {MatchState::kProposed, MatchState::kInTrial, MatchState::kDefinitive}) {
    match.state = state;
    EXPECT_THAT(CheckAssignable(match), IsOk());
  }
  for (const MatchState state :
       {MatchState::kDeclined, MatchState::kEndedInTrial, MatchState::kEndedEarly,
        MatchState::kCompleted, MatchState::kSustained, MatchState::kCarriedOver}) {
    match.state = state;
    EXPECT_THAT(CheckAssignable(match), Fails(StatusCode::kFailedPrecondition, "MATCH_OVER"));
  }
}

}  // namespace
}  // namespace buurtbrug::matching::domain
