#include "registration/domain/referral.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buurtbrug::registration::domain {
namespace {

using ::testing::ElementsAre;

constexpr absl::CivilDay kDay(2020, 2, 1);
using S = ReferralStatus;
using K = StepKind;

ReferralEvent At(S status, int day) { return {status, kDay + day}; }

TEST(EventsOf, APartnerIsToldHowARequestFamilyComesToAMatchAndToItsEnd) {
  const std::vector<DatedStep> steps = {{K::kRegistered, kDay},
                                        {K::kIntakePlanned, kDay + 3},
                                        {K::kIntakeDone, kDay + 10},
                                        {K::kReferredOn, kDay + 12},
                                        {K::kClosed, kDay + 700}};
  const auto events = EventsOf(steps, {{kDay + 40, std::nullopt}});
  EXPECT_THAT(events,
              ElementsAre(At(S::kReceived, 0), At(S::kInIntake, 3), At(S::kWaiting, 10),
                          At(S::kReferredOn, 12), At(S::kMatched, 40), At(S::kClosed, 700)));
  EXPECT_EQ(StandingOf(events), At(S::kClosed, 700));
}

TEST(EventsOf, ASupportFamilyIsInIntakeWhileItIsScreened) {
  EXPECT_THAT(EventsOf({{K::kRegistered, kDay},
                        {K::kVogSeen, kDay + 1},
                        {K::kScreeningStarted, kDay + 2},
                        {K::kTrainingDone, kDay + 3},
                        {K::kScreeningDone, kDay + 4},
                        {K::kPaused, kDay + 5},
                        {K::kResumed, kDay + 6}},
                       {}),
              ElementsAre(At(S::kReceived, 0), At(S::kInIntake, 2), At(S::kAvailable, 4)));
}

TEST(EventsOf, AMatchThatFailsBringsBackWhatWasBeforeIt) {
  const std::vector<DatedStep> steps = {{K::kRegistered, kDay}, {K::kIntakeDone, kDay + 1}};
  EXPECT_THAT(
      EventsOf(steps, {{kDay + 5, kDay + 9}}),
      ElementsAre(At(S::kReceived, 0), At(S::kWaiting, 1), At(S::kMatched, 5), At(S::kWaiting, 9)));
  EXPECT_THAT(EventsOf(steps, {{kDay + 5, kDay + 9}, {kDay + 7, std::nullopt}}),
              ElementsAre(At(S::kReceived, 0), At(S::kWaiting, 1), At(S::kMatched, 5)));
  EXPECT_THAT(EventsOf(steps, {{kDay + 5, kDay + 9}, {kDay + 9, std::nullopt}}),
              ElementsAre(At(S::kReceived, 0), At(S::kWaiting, 1), At(S::kMatched, 5)));
}

TEST(EventsOf, WithdrawnAndRejectedAreClosedAndNothingComesAfterIt) {
  for (const K end : {K::kWithdrawn, K::kRejected, K::kClosed}) {
    const auto events =
        EventsOf({{K::kRegistered, kDay}, {end, kDay + 2}, {K::kReferredOn, kDay + 3}},
                 {{kDay + 4, kDay + 5}});
    EXPECT_THAT(events, ElementsAre(At(S::kReceived, 0), At(S::kClosed, 2)));
  }
}

TEST(EventsOf, AMatchOnTheLastDayOfTheCaseIsTold) {
  EXPECT_THAT(
      EventsOf({{K::kClosed, kDay + 5}, {K::kRegistered, kDay}}, {{kDay + 5, kDay + 5}}),
      ElementsAre(At(S::kReceived, 0), At(S::kMatched, 5), At(S::kReceived, 5), At(S::kClosed, 5)));
}

TEST(StandingOf, ReferringOnStandsBesideIt) {
  EXPECT_EQ(StandingOf({At(S::kReceived, 0), At(S::kWaiting, 1), At(S::kReferredOn, 2)}),
            At(S::kWaiting, 1));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
