#include "matching/domain/caseload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buurtbrug::matching::domain {
namespace {

using ::testing::IsEmpty;

MatchId MatchOf(uint8_t number) {
  return *MatchId::Parse("match", "017f22e2-79b0-7cc3-98c4-dc0c0c07398" + std::to_string(number));
}

const PeriodDays kYear2020 = {absl::CivilDay(2020, 1, 1), absl::CivilDay(2020, 12, 31)};

TEST(WorkOf, EveryStepButTheMoveToAnotherContractIsWork) {
  EXPECT_EQ(WorkOf(MatchState::kProposed), WorkKind::kProposal);
  EXPECT_EQ(WorkOf(MatchState::kIntroduced), WorkKind::kIntroduction);
  EXPECT_EQ(WorkOf(MatchState::kAgreed), WorkKind::kAgreement);
  EXPECT_EQ(WorkOf(MatchState::kInTrial), WorkKind::kTrialStart);
  EXPECT_EQ(WorkOf(MatchState::kDefinitive), WorkKind::kTrialEnd);
  EXPECT_EQ(WorkOf(MatchState::kEndedInTrial), WorkKind::kTrialEnd);
  EXPECT_EQ(WorkOf(MatchState::kDeclined), WorkKind::kEnd);
  EXPECT_EQ(WorkOf(MatchState::kSustained), WorkKind::kEnd);
  EXPECT_EQ(WorkOf(MatchState::kCarriedOver), std::nullopt);
}

TEST(LoadsOf, RecordedMinutesTakeThePlaceOfTheUsualOnesOfThatMatch) {
  const auto loads = LoadsOf({{MatchOf(1), WorkKind::kIntroduction, "anna", 90},
                              {MatchOf(2), WorkKind::kIntroduction, "anna", 90},
                              {MatchOf(1), WorkKind::kAgreement, "anna", 60}},
                             {{MatchOf(1), WorkKind::kIntroduction, "anna", 40},
                              {MatchOf(1), WorkKind::kIntroduction, "anna", 35}},
                             {{MatchOf(1), WorkKind::kIntroduction}}, {});
  ASSERT_EQ(loads.size(), 1U);
  EXPECT_EQ(loads.at("anna").recorded_minutes, 75);
  EXPECT_EQ(loads.at("anna").estimated_minutes, 150);
  EXPECT_EQ(loads.at("anna").unknown_steps, 0);
}

TEST(LoadsOf, WhatIsRecordedOutsideTheDaysIsNotEstimatedAndNotSpent) {
  const auto loads = LoadsOf({{MatchOf(1), WorkKind::kTrialStart, "anna", 30},
                              {MatchOf(2), WorkKind::kTrialStart, "anna", 30}},
                             {}, {{MatchOf(1), WorkKind::kTrialStart}}, {});
  EXPECT_EQ(loads.at("anna").estimated_minutes, 30);
  EXPECT_EQ(loads.at("anna").recorded_minutes, 0);
}

TEST(LoadsOf, AStepWithoutUsualMinutesIsCountedAndNotGuessed) {
  const auto loads = LoadsOf({{MatchOf(1), WorkKind::kProposal, "anna"}}, {}, {}, {});
  EXPECT_EQ(loads.at("anna").estimated_minutes, 0);
  EXPECT_EQ(loads.at("anna").unknown_steps, 1);
}

TEST(LoadsOf, EachCoordinatorHasItsOwnTimeAndMatches) {
  const auto loads = LoadsOf({{MatchOf(1), WorkKind::kProposal, "anna", 30}},
                             {{MatchOf(1), WorkKind::kContact, "bert", 20}},
                             {{MatchOf(1), WorkKind::kContact}}, {"bert", "bert"});
  EXPECT_EQ(loads.at("anna").estimated_minutes, 30);
  EXPECT_EQ(loads.at("anna").matches, 0);
  EXPECT_EQ(loads.at("bert").recorded_minutes, 20);
  EXPECT_EQ(loads.at("bert").matches, 2);
  EXPECT_THAT(LoadsOf({}, {}, {}, {}), IsEmpty());
}

TEST(PaidMinutes, PerWhatIsNotKnownStaysUnknown) {
  EXPECT_EQ(PaidMinutes(480, HoursPer::kNotKnown, kYear2020, kYear2020.last_day), std::nullopt);
}

TEST(PaidMinutes, AWholePeriodHasTheHoursOfItsWeeksMonthsAndYears) {
  const absl::CivilDay end = kYear2020.last_day;
  EXPECT_EQ(PaidMinutes(480, HoursPer::kWeek, kYear2020, end), 480 * 366 / 7);
  EXPECT_EQ(PaidMinutes(480, HoursPer::kMonth, kYear2020, end), 480 * 12);
  EXPECT_EQ(PaidMinutes(480, HoursPer::kYear, kYear2020, end), 480);
  EXPECT_EQ(PaidMinutes(480, HoursPer::kPeriod, kYear2020, end), 480);
  const PeriodDays two_years = {absl::CivilDay(2020, 1, 1), absl::CivilDay(2021, 12, 31)};
  EXPECT_EQ(PaidMinutes(480, HoursPer::kYear, two_years, two_years.last_day), 960);
  EXPECT_EQ(PaidMinutes(480, HoursPer::kPeriod, two_years, two_years.last_day), 480);
}

TEST(PaidMinutes, APartCountsByItsDays) {
  EXPECT_EQ(PaidMinutes(700, HoursPer::kWeek, kYear2020, kYear2020.first_day), 100);
  // January, and 14 of the 29 days of February.
  EXPECT_EQ(PaidMinutes(290, HoursPer::kMonth, kYear2020, absl::CivilDay(2020, 2, 14)), 430);
  EXPECT_EQ(PaidMinutes(3660, HoursPer::kYear, kYear2020, absl::CivilDay(2020, 1, 31)), 310);
  const PeriodDays ten = {absl::CivilDay(2020, 12, 27), absl::CivilDay(2021, 1, 5)};
  EXPECT_EQ(PaidMinutes(100, HoursPer::kPeriod, ten, absl::CivilDay(2020, 12, 31)), 50);
  // 5 of 366 days, and 5 of 365.
  EXPECT_EQ(PaidMinutes(3660, HoursPer::kYear, ten, ten.last_day), 50 + 50);
}

}  // namespace
}  // namespace buurtbrug::matching::domain
