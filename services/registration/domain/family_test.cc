#include "registration/domain/family.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr CivilDay kDay(2020, 3, 2);

TEST(ParsePostcode, GivesOneFormForEachWayOfWriting) {
  for (const char* text : {"3361AB", "3361 AB", "3361ab", "3361 aB"}) {
    EXPECT_EQ(*ParsePostcode(text), "3361AB") << text;
  }
}

TEST(ParsePostcode, RefusesWhatIsNoPostcode) {
  for (const char* text :
       {"", "3361", "AB3361", "0361AB", "3361  AB", "3361-AB", "3361 A", "3361 ABC", "33610AB",
        "3361 SA", "3361sd", "3361 ss", "3361 \xc3\x81"}) {
    EXPECT_THAT(ParsePostcode(text), RefusesField("postcode", "INVALID_POSTCODE")) << text;
  }
}

Registration WithChild(CivilDay birth) {
  return {FamilyRole::kRequest, Personal("3361AB"), {Personal("Ouder")}, {birth}};
}

TEST(CheckRegistration, AChildIsWelcomeUntilTheDayBeforeItsTwentyFourthBirthday) {
  EXPECT_THAT(CheckRegistration(WithChild(CivilDay(1996, 3, 3)), kDay), IsOk());
  EXPECT_THAT(CheckRegistration(WithChild(CivilDay(1996, 3, 2)), kDay),
              RefusesField("child_birth_dates", "CHILD_TOO_OLD"));
}

TEST(CheckRegistration, AChildIsBornByTheDayOfTheRegistration) {
  EXPECT_THAT(CheckRegistration(WithChild(kDay), kDay), IsOk());
  EXPECT_THAT(CheckRegistration(WithChild(kDay + 1), kDay),
              RefusesField("child_birth_dates", "CHILD_NOT_BORN"));
}

TEST(CheckRegistration, OnlyARequestFamilyNeedsAChild) {
  Registration family = WithChild(kDay);
  family.child_birth_dates.clear();
  EXPECT_THAT(CheckRegistration(family, kDay), RefusesField("child_birth_dates", "NO_CHILD"));
  family.role = FamilyRole::kSupport;
  EXPECT_THAT(CheckRegistration(family, kDay), IsOk());
}

TEST(CheckRegistration, BoundsTheHousehold) {
  Registration family = WithChild(kDay);
  family.adult_names.clear();
  EXPECT_THAT(CheckRegistration(family, kDay), RefusesField("adult_names", "NO_ADULT"));
  family.adult_names.assign(kMostAdults, Personal("Ouder"));
  EXPECT_THAT(CheckRegistration(family, kDay), IsOk());
  family.adult_names.emplace_back("Ouder");
  EXPECT_THAT(CheckRegistration(family, kDay), RefusesField("adult_names", "TOO_MANY"));
  family = WithChild(kDay);
  family.child_birth_dates.assign(kMostChildren + 1, kDay);
  EXPECT_THAT(CheckRegistration(family, kDay), RefusesField("child_birth_dates", "TOO_MANY"));
}

FamilyHead Head(FamilyRole role, FamilyState state) {
  FamilyHead head;
  head.role = role;
  head.state = state;
  head.registered_on = kDay;
  return head;
}

TEST(StateAfter, FollowsTheLifeOfBothKinds) {
  EXPECT_EQ(*StateAfter(Head(FamilyRole::kRequest, FamilyState::kRegistered), StepKind::kIntakeDone,
                        kDay),
            FamilyState::kWaiting);
  EXPECT_EQ(*StateAfter(Head(FamilyRole::kSupport, FamilyState::kRegistered),
                        StepKind::kScreeningDone, kDay),
            FamilyState::kAvailable);
  // A certificate or a training changes nothing by itself, and may come at any time.
  for (const FamilyState state : {FamilyState::kRegistered, FamilyState::kAvailable}) {
    EXPECT_EQ(*StateAfter(Head(FamilyRole::kSupport, state), StepKind::kVogSeen, kDay), state);
    EXPECT_EQ(*StateAfter(Head(FamilyRole::kSupport, state), StepKind::kTrainingDone, kDay), state);
  }
}

TEST(StateAfter, RefusesAStepOfTheOtherKind) {
  EXPECT_THAT(
      StateAfter(Head(FamilyRole::kSupport, FamilyState::kRegistered), StepKind::kIntakeDone, kDay),
      Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  for (const StepKind step :
       {StepKind::kVogSeen, StepKind::kTrainingDone, StepKind::kScreeningDone}) {
    EXPECT_THAT(StateAfter(Head(FamilyRole::kRequest, FamilyState::kRegistered), step, kDay),
                Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  }
}

TEST(StateAfter, RefusesADayBeforeTheRegistrationAndADecisionTwice) {
  EXPECT_THAT(StateAfter(Head(FamilyRole::kSupport, FamilyState::kRegistered), StepKind::kVogSeen,
                         kDay - 1),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  EXPECT_THAT(
      StateAfter(Head(FamilyRole::kRequest, FamilyState::kWaiting), StepKind::kIntakeDone, kDay),
      Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_THAT(StateAfter(Head(FamilyRole::kSupport, FamilyState::kAvailable),
                         StepKind::kScreeningDone, kDay),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST(Guides, SeeNoStepOfScreeningOrReferringOn) {
  std::vector<int> seen;
  for (int step = 0; step <= 14; ++step) {
    if (IsForGuides(static_cast<StepKind>(step))) {
      seen.push_back(step);
    }
  }
  EXPECT_THAT(seen, ::testing::ElementsAre(1, 2, 6, 8, 9, 11, 13));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
